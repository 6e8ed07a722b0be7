package odia.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.util.List;
import odia.ops.Hop;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces from producer over classifier to label, example and dead letter. */
class TracingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";
  private static final AttributeKey<String> DOCUMENT = AttributeKey.stringKey("odia.document.id");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("odia.outcome");

  @TempDir private Path folder;
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private DrivenTopology flow;

  @BeforeEach
  void start() {
    GlobalOpenTelemetry.resetForTest();
    flow = new DrivenTopology(folder, StreamSettings.Corrections.STANDARD);
  }

  @AfterEach
  void stop() {
    flow.close();
    GlobalOpenTelemetry.resetForTest();
  }

  private void withSdk() {
    SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    OpenTelemetrySdk.builder().setTracerProvider(provider).buildAndRegisterGlobal();
  }

  private static Headers headers(String parent) {
    return new RecordHeaders()
        .add("traceparent", parent.getBytes(UTF_8))
        .add("tracestate", "a=b".getBytes(UTF_8));
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private SpanData span(String name) {
    return spans.getFinishedSpanItems().stream()
        .filter(s -> s.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLabelBelongsToItsProducersTrace() {
    withSdk();
    try (Hop sending = Hop.sending("publish").document("d1")) {
      Headers sent = new RecordHeaders();
      sending.headers().forEach(sent::add);
      flow.publish("d1", "ଖେଳ", sent);
    }
    TestRecord<byte[], byte[]> label = flow.labels.readRecord();

    SpanData classify = span("classify");
    assertThat(classify.getParentSpanId()).isEqualTo(span("publish").getSpanId());
    assertThat(classify.getTraceId()).isEqualTo(span("publish").getTraceId());
    assertThat(classify.getAttributes().get(DOCUMENT)).isEqualTo("d1");
    assertThat(classify.getAttributes().get(OUTCOME)).isEqualTo("label");
    assertThat(header(label, "traceparent")).contains(classify.getTraceId(), classify.getSpanId());
  }

  @Test
  void anExampleBelongsToItsCorrectionsTrace() {
    withSdk();
    flow.publish("d1", "ଖେଳ");
    flow.correct("d1", "{\"label\": \"politics\"}".getBytes(UTF_8), headers(PARENT));
    TestRecord<byte[], byte[]> example = flow.examples.readRecord();

    assertThat(span("check correction").getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span("join").getParentSpanId()).isEqualTo(span("check correction").getSpanId());
    assertThat(span("join").getAttributes().get(OUTCOME)).isEqualTo("example");
    assertThat(header(example, "traceparent")).contains(TRACE, span("join").getSpanId());
    assertThat(header(example, "tracestate")).isEqualTo("a=b");
  }

  @Test
  void aDeadLetterBelongsToItsTraceAndSaysWhy() {
    withSdk();
    flow.publish("d1", "", headers(PARENT));
    TestRecord<byte[], byte[]> letter = flow.deadLetters.readRecord();

    assertThat(span("classify").getTraceId()).isEqualTo(TRACE);
    assertThat(span("classify").getAttributes().get(OUTCOME)).isEqualTo("dead letter");
    assertThat(header(letter, "traceparent")).contains(TRACE, span("classify").getSpanId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-00000000000000000000000000000000-0000000000000000-00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\0",
        "\uD83D\uDE00"
      })
  void aHeaderThatMakesNoSenseBeginsATraceOfItsOwn(String parent) {
    withSdk();
    flow.publish("d1", "ଖେଳ", headers(parent));
    TestRecord<byte[], byte[]> label = flow.labels.readRecord();

    assertThat(span("classify").getParentSpanContext().isValid()).isFalse();
    assertThat(header(label, "traceparent")).contains(span("classify").getTraceId());
  }

  @Test
  void withoutOpenTelemetryHeadersGoOnAsTheyCame() {
    flow.publish("d1", "ଖେଳ", headers(PARENT));
    flow.publish("d2", "", headers("nonsense"));
    flow.correct("d1", "{\"label\": \"politics\"}".getBytes(UTF_8), headers(PARENT));

    assertThat(header(flow.labels.readRecord(), "traceparent")).isEqualTo(PARENT);
    assertThat(header(flow.deadLetters.readRecord(), "traceparent")).isEqualTo("nonsense");
    TestRecord<byte[], byte[]> example = flow.examples.readRecord();
    assertThat(header(example, "traceparent")).isEqualTo(PARENT);
    assertThat(header(example, "tracestate")).isEqualTo("a=b");
    assertThat(List.of(Hop.of("x", headers(PARENT)).headers())).allMatch(m -> m.isEmpty());
  }
}
