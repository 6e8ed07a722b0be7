package odia.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import odia.corpus.TextFile;
import odia.event.Decoded;
import odia.event.Document;
import odia.event.DocumentReader;

/** The documents that ship with the program, over and over, each time with new ids. Thread-safe. */
public final class DemoDocuments {

  private static final String RESOURCE = "/demo/documents.jsonl.gz";

  private final List<Document> documents = new ArrayList<>();
  private final String run;

  /**
   * @param run begins every id; another one for every run keeps ids apart
   */
  public DemoDocuments(String run) {
    this.run = run;
    try (InputStream in = DemoDocuments.class.getResourceAsStream(RESOURCE)) {
      TextFile.read(in, RESOURCE, (line, number) -> documents.add(document(line, number)));
    } catch (IOException e) {
      throw new IllegalStateException("The program lacks its " + RESOURCE, e);
    }
  }

  private static Document document(String line, long number) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Decoded<Document> decoded = DocumentReader.read(null, bytes, Instant.EPOCH);
    if (decoded instanceof Decoded.Readable<Document> readable) {
      return readable.value();
    }
    throw new IllegalStateException(RESOURCE + ":" + number + " is no document");
  }

  /** How many there are before they come again. */
  public int size() {
    return documents.size();
  }

  /** The n-th document of this run, counted from 0. */
  public Document get(long n) {
    Document document = documents.get((int) (n % documents.size()));
    String id = run + "-" + n + "-" + document.id();
    return new Document(id, document.text(), document.source(), Instant.now());
  }
}
