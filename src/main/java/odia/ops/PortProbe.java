package odia.ops;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * What listens at an address. A Kafka client that speaks TLS to a port without it, or the reverse,
 * hears nothing that it understands and waits for ever; this tells the two apart.
 */
final class PortProbe {

  /** What may be found. */
  enum Found {
    /** Kafka, without TLS. */
    PLAIN,
    TLS,
    /** Something that answers neither way. */
    UNKNOWN,
    NOBODY
  }

  private static final int MILLIS = 2_000;

  /**
   * Kafka's oldest request, for the versions that it speaks, which every broker answers without
   * asking who it is: length 10, key 18, version 0, correlation id 1, no client id.
   */
  private static final byte[] QUESTION = {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, -1, -1};

  private PortProbe() {}

  static Found at(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return Found.NOBODY;
    }
    try (Socket socket = connect(address)) {
      if (answersPlainly(socket)) {
        return Found.PLAIN;
      }
    } catch (IOException e) {
      return Found.NOBODY;
    }
    return speaksTls(address) ? Found.TLS : Found.UNKNOWN;
  }

  private static Socket connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout(MILLIS);
    socket.connect(address, MILLIS);
    return socket;
  }

  /** The answer repeats the correlation id behind its length. */
  private static boolean answersPlainly(Socket socket) {
    try {
      socket.getOutputStream().write(QUESTION);
      byte[] answer = socket.getInputStream().readNBytes(8);
      return answer.length == 8 && answer[0] == 0 && answer[6] == 0 && answer[7] == 1;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a handshake gets as far as the other side's certificate; nothing else is sent. */
  private static boolean speaksTls(InetSocketAddress address) {
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (Socket plain = connect(address);
        SSLSocket socket =
            (SSLSocket) tls.createSocket(plain, address.getHostString(), address.getPort(), true)) {
      socket.startHandshake();
      return true;
    } catch (SSLException e) {
      String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      return !message.contains("plaintext") && !message.contains("remote host terminated");
    } catch (IOException e) {
      return false;
    }
  }
}
