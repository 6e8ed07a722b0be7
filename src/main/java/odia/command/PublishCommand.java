package odia.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import odia.corpus.TextFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file's documents to a cluster. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Sends documents to Kafka: .jsonl (id, text, source, eventTime), .tsv (with a header), .txt (one a line), gzipped or not, or - for standard input.",
      "A line that is no document is reported and left out; the exit status is then 1."
    },
    footer = {
      "",
      "Examples:",
      "  odia publish docs.jsonl",
      "  cat docs.txt | odia publish --format txt --source mail -"
    })
public final class PublishCommand implements Callable<Integer> {

  private static final int MOST_REPORTED = 20;

  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "FILE", description = "What to send; - for standard input.")
  private String file;

  @Option(
      names = "--format",
      description = "One of: ${COMPLETION-CANDIDATES} (default: by the file's name; jsonl for -).")
  private DocumentLines.Format format;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Source of documents that name none.")
  private String source;

  @Option(names = "--rate", paramLabel = "N", description = "Documents per second at the most.")
  private Integer rate;

  @Option(
      names = "--trace",
      description = "Begin a trace with each document (W3C traceparent); odia trace ID shows it.")
  private boolean trace;

  private long read;
  private long refused;
  private long start;

  @Override
  public Integer call() throws Exception {
    Options.atLeast(1, "--rate", rate);
    boolean piped = file.equals("-");
    if (!piped && !Files.isRegularFile(Path.of(file))) {
      throw new Failure(
          Files.exists(Path.of(file))
              ? file + " is no plain file; name a folder's files, and for a pipe say - and --format"
              : "There is no file " + file);
    }
    if (format == null) {
      format = piped ? DocumentLines.Format.jsonl : DocumentLines.Format.of(file);
    }
    Settings settings = kafka.settings();
    KafkaOptions.await(settings, KafkaOptions.role(settings, "producer"));
    DocumentLines lines = new DocumentLines(format, source);
    start = System.nanoTime();
    try (RecordProducer producer = new RecordProducer(settings.client());
        ProgressBar bar = bar(piped ? -1 : countLines())) {
      TextFile.Lines sender = (line, number) -> send(lines, line, number, producer, bar);
      if (piped) {
        TextFile.read(System.in, "standard input", sender);
      } else {
        TextFile.read(Path.of(file), sender);
      }
      producer.flush();
      read = producer.sent();
    }
    System.err.printf("%,d documents sent, %,d lines refused%n", read, refused);
    return refused == 0 ? 0 : 1;
  }

  private void send(
      DocumentLines lines, String line, long number, RecordProducer producer, ProgressBar bar) {
    DocumentLines.Line document = lines.read(line);
    bar.step();
    if (document == null) {
      return;
    }
    if (document.reason() != null) {
      report(number, document.reason());
      return;
    }
    pace();
    if (trace) {
      producer.sendTraced(document.document());
    } else {
      producer.send(document.document());
    }
  }

  private void report(long number, String reason) {
    refused++;
    if (refused <= MOST_REPORTED) {
      System.err.printf("odia: %s:%d: %s%n", file, number, reason);
    } else if (refused == MOST_REPORTED + 1) {
      System.err.println("odia: further refused lines are counted, not shown");
    }
  }

  private void pace() {
    read++;
    if (rate != null) {
      long due = start + read * TimeUnit.SECONDS.toNanos(1) / rate;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private long countLines() {
    long[] lines = new long[1];
    TextFile.read(Path.of(file), (line, number) -> lines[0] = number);
    return lines[0];
  }

  private static ProgressBar bar(long lines) {
    ProgressBarBuilder builder = new ProgressBarBuilder();
    if (System.console() == null) { // nobody is looking
      builder.setConsumer(new DelegatingProgressBarConsumer(line -> {}));
    }
    return builder
        .setTaskName("publish")
        .setInitialMax(lines)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .showSpeed()
        .build();
  }
}
