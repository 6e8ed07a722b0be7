package odia.dashboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import odia.event.Json;

/** One client of a dashboard, with a token or without. */
final class Http {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** What came back. */
  record Answer(int status, HttpResponse<String> response) {

    String body() {
      return response.body();
    }

    JsonNode json() {
      return Json.read(body().getBytes(UTF_8));
    }

    String error() {
      return json().path("error").asText();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }
  }

  private final String url;
  private final String token;

  /**
   * @param token null for none
   */
  Http(String url, String token) {
    this.url = url;
    this.token = token;
  }

  static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8).replace("+", "%20");
  }

  HttpRequest.Builder to(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofMinutes(1));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, String... headers) {
    HttpRequest.Builder request = to(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  Answer method(String method, String path) {
    return send(to(path).header("X-Odia", "1").method(method, BodyPublishers.noBody()));
  }

  Answer post(String path, String body) {
    return post(path, body.getBytes(UTF_8));
  }

  Answer post(String path, byte[] body) {
    return send(to(path).header("X-Odia", "1").POST(BodyPublishers.ofByteArray(body)));
  }

  /** Sends this as it is, and reads until the server ends the connection or says no more. */
  static String raw(String url, String request) {
    try (Socket socket = open(url)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Socket open(String url) throws IOException {
    URI uri = URI.create(url);
    return new Socket(uri.getHost(), uri.getPort());
  }
}
