package odia.dashboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.api.BugDetectors;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Instant;
import odia.access.Tokens;
import odia.dashboard.Http.Answer;
import odia.monitor.MovedClock;

/**
 * Requests of any bytes over a socket, to a dashboard that runs. Whatever came, the next good
 * request is answered, and no answer is a server's mistake.
 */
public final class HttpFuzz {

  /** Moves on with every input: whoever asks so much would be told to wait. */
  private static final MovedClock CLOCK = new MovedClock(Instant.now());

  private static final TestDashboard DASHBOARD = dashboard();
  private static final URI URL = URI.create(DASHBOARD.url());
  private static final int LOOK_EVERY = 256;

  private static long inputs;

  private HttpFuzz() {}

  private static TestDashboard dashboard() {
    return new TestDashboard(Tokens.NONE, TestDashboard.follow(TestDashboard.NOWHERE, 100), CLOCK);
  }

  /** Called before the first input: starting the server is none's fault. */
  public static void fuzzerInitialize() {
    BugDetectors.allowNetworkConnections(); // to the dashboard, and to a Kafka that is away
    DASHBOARD.url();
  }

  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    CLOCK.seconds(60);
    String answer = send(data);
    if (answer.startsWith("HTTP/1.1 500")) {
      throw new AssertionError("The server made a mistake: " + answer);
    }
    if (++inputs % LOOK_EVERY == 0) {
      Answer alive = DASHBOARD.as(null).get("/health/live");
      if (alive.status() != 200) {
        throw new AssertionError("The dashboard no longer lives: " + alive.status());
      }
    }
  }

  /** The first line of the answer; empty where there is none, as for half a request. */
  private static String send(byte[] request) throws IOException {
    try (Socket socket = new Socket(URL.getHost(), URL.getPort())) {
      socket.setSoTimeout(500);
      socket.setSoLinger(true, 0); // else a million closed connections wait for their end
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] head = in.readNBytes(16);
      return new String(head, ISO_8859_1);
    } catch (SocketException | SocketTimeoutException e) {
      return ""; // it hung up in the midst of nonsense, or waits for Kafka, which is away
    }
  }
}
