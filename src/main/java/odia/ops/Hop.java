package odia.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.MDC;

/**
 * What a process does with one record, from its beginning to {@link #close}: a span of the trace
 * that the record's headers name (W3C trace context, {@code traceparent} and {@code tracestate}),
 * and the document's id in every line of log. Without an OpenTelemetry agent or SDK there is no
 * span, and the headers go on as they came. For one thread.
 */
public final class Hop implements AutoCloseable {

  private static final String LIBRARY = "odia-stream";
  private static final String DOCUMENT = "document";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  /** Longer ones are nobody's trace context, and are not read. */
  private static final int LONGEST = 1_024;

  private static final TextMapGetter<Headers> GETTER =
      new TextMapGetter<>() {
        @Override
        public String get(Headers headers, String name) {
          Header header = headers == null ? null : headers.lastHeader(name);
          byte[] value = header == null ? null : header.value();
          return value == null || value.length > LONGEST ? null : new String(value, UTF_8);
        }
      };

  private static final Hop NOWHERE = new Hop(Span.getInvalid());

  private final Span span;

  private Hop(Span span) {
    this.span = span;
  }

  /**
   * Begins with a record that came.
   *
   * @param name of what is done with it
   * @param headers of the record; those that make no sense begin a trace of their own
   */
  public static Hop of(String name, Headers headers) {
    return of(name, SpanKind.CONSUMER, headers);
  }

  /** Begins with a record that is to be sent, and with it a trace. */
  public static Hop sending(String name) {
    return of(name, SpanKind.PRODUCER, new RecordHeaders());
  }

  private static Hop of(String name, SpanKind kind, Headers headers) {
    Tracer tracer = GlobalOpenTelemetry.getTracer(LIBRARY);
    if (!tracer.isEnabled()) {
      return NOWHERE;
    }
    SpanBuilder builder = tracer.spanBuilder(name).setSpanKind(kind);
    return new Hop(builder.setParent(W3C.extract(Context.root(), headers, GETTER)).startSpan());
  }

  /** Lines of log about a document that nothing is made of. */
  public static void logging(String documentId, Runnable lines) {
    MDC.put(DOCUMENT, documentId);
    lines.run();
    MDC.remove(DOCUMENT);
  }

  /** Where the record stood. */
  public Hop at(String topic, int partition, long offset) {
    if (span.isRecording()) {
      span.setAttribute("messaging.system", "kafka");
      span.setAttribute("messaging.destination.name", topic);
      span.setAttribute("messaging.destination.partition.id", Integer.toString(partition));
      span.setAttribute("messaging.kafka.offset", offset);
    }
    return this;
  }

  /** Which document it is about. */
  public Hop document(String id) {
    MDC.put(DOCUMENT, id);
    span.setAttribute("odia.document.id", id);
    return this;
  }

  /** What came of it, in a word: label, example, dead letter … */
  public void outcome(String what) {
    span.setAttribute("odia.outcome", what);
  }

  /** It came to nothing. */
  public void failed(String stage, String reason) {
    outcome("dead letter");
    span.setAttribute("odia.stage", stage);
    span.setStatus(StatusCode.ERROR, reason);
  }

  /** Headers for what is made of the record; none where there is no span. */
  public Map<String, byte[]> headers() {
    if (!span.getSpanContext().isValid()) {
      return Map.of();
    }
    Map<String, byte[]> headers = new HashMap<>();
    W3C.inject(
        Context.root().with(span),
        headers,
        (map, name, value) -> map.put(name, value.getBytes(UTF_8)));
    return headers;
  }

  @Override
  public void close() {
    MDC.remove(DOCUMENT);
    span.end();
  }
}
