package odia.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {

  private boolean well = true;
  private final Component part =
      new Component() {
        @Override
        public void start() {}

        @Override
        public CheckResult check() {
          return new CheckResult(well, well ? "part is well" : "model x is refused");
        }

        @Override
        public void close() {}
      };
  private final InetSocketAddress anyPort =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private final Meters meters = new Meters(List.of(part));
  private final StatusServer server = new StatusServer(anyPort, meters);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void readyWhileAllPartsAreWell() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).isEqualTo("ok   part is well\n");
  }

  @Test
  void notReadyWhenAPartIsNotAndTheReasonIsThere() throws Exception {
    well = false;

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/ready").body()).isEqualTo("BAD  model x is refused\n");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreInPrometheusFormat() throws Exception {
    Gauge.builder("odia.training.progress", () -> 0.5).register(meters.registry());

    assertThat(get("/metrics").body()).contains("odia_training_progress 0.5", "jvm_memory_used");
  }

  @Test
  void whoBeginsARequestAndDoesNotEndItHoldsNobodyUp() throws Exception {
    List<Socket> stalled = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Socket socket = new Socket(server.address().getAddress(), server.address().getPort());
      socket.getOutputStream().write('G');
      stalled.add(socket);
    }
    assertThat(get("/health/live").body()).isEqualTo("live\n");
    for (Socket socket : stalled) {
      assertThat(socket.getInputStream().read()).as("sent away").isEqualTo(-1);
      socket.close();
    }
  }

  @Test
  void aTakenAddressIsNamedWithTheSetting() {
    StatusServer second = new StatusServer(server.address(), new Meters(List.of()));

    assertThatThrownBy(second::start)
        .isInstanceOf(OpsException.class)
        .hasMessageContaining("ODIA_STATUS_ADDRESS");
    second.close();
  }
}
