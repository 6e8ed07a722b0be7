package odia.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Raw text in one or several files: a line is a sentence or paragraph. Files named {@code *.xml},
 * compressed or not, are MediaWiki dumps. Streams; can be read again and again.
 */
public final class TextCorpus {

  private final List<Path> files;

  public TextCorpus(List<Path> files) {
    this.files = List.copyOf(files);
  }

  /**
   * Hands over every line that is not blank, file after file.
   *
   * @throws CorpusException if a file cannot be used
   */
  public void forEachLine(Consumer<String> sink) {
    for (Path file : files) {
      TextFile.Lines notBlank =
          (line, number) -> {
            if (!line.isBlank()) {
              sink.accept(line);
            }
          };
      if (WikiDump.isDump(file.getFileName().toString())) {
        WikiDump.read(file, notBlank);
      } else {
        TextFile.read(file, notBlank);
      }
    }
  }

  /**
   * SHA-256 of each file, by file name: what provenance says of the data. Files of the same name in
   * different folders have theirs side by side.
   */
  public static Map<String, String> digests(List<Path> files) {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      digests.merge(name, digest(file), (one, other) -> one + " " + other);
    }
    return digests;
  }

  private static String digest(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new CorpusException(file + " cannot be read: " + TextFile.why(e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
