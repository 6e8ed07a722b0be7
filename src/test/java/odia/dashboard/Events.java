package odia.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import odia.event.Json;

/** One client of the stream, which reads all the time. */
final class Events implements AutoCloseable {

  /**
   * @param id empty where the event has none
   */
  record Event(String name, String id, JsonNode data) {}

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final List<Event> all = new CopyOnWriteArrayList<>();
  private final HttpResponse<InputStream> response;
  private final Thread reader = new Thread(this::read, "events");

  Events(Http http, String query, String... headers) {
    HttpRequest.Builder request =
        http.to("/api/stream" + query).header("Accept", "text/event-stream");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      response = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      String name = "";
      String id = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
          data += line.substring(5).strip();
        } else if (line.isEmpty() && !data.isEmpty()) {
          all.add(new Event(name, id, Json.read(data.getBytes(UTF_8))));
          id = "";
          data = "";
        }
      }
    } catch (IOException e) {
      return; // closed, here or there
    }
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  boolean hasEnded() {
    return !reader.isAlive();
  }

  /** All of one name. */
  List<Event> all(String name) {
    return all.stream().filter(event -> event.name.equals(name)).toList();
  }

  /** All labels that came, in order. */
  List<JsonNode> labels() {
    List<JsonNode> labels = new ArrayList<>();
    all("labels").forEach(event -> event.data.path("labels").forEach(labels::add));
    return labels;
  }

  List<String> ids() {
    return labels().stream().map(label -> label.path("documentId").asText()).toList();
  }

  Event await(String name) {
    TestSystem.await().until(() -> !all(name).isEmpty());
    return all(name).get(0);
  }

  Events awaitLabels(int count) {
    TestSystem.await().until(() -> labels().size() >= count);
    return this;
  }

  Events awaitLabel(String id) {
    TestSystem.await().until(() -> ids().contains(id));
    return this;
  }

  /** What a client that comes back says it has seen last. */
  String lastId() {
    String last = null;
    for (Event event : all) {
      last = event.id.isEmpty() ? last : event.id;
    }
    return last;
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
