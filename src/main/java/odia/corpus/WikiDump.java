package odia.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Articles of a MediaWiki dump ({@code *-pages-articles.xml}) as lines of Odia prose. Streams, page
 * after page, in bounded memory. Redirects, pages outside the article namespace, stubs, lines that
 * are mostly not Odia and lines that came before are left out.
 */
final class WikiDump {

  /** A page of fewer words says little but its template. */
  private static final int STUB_WORDS = 30;

  /**
   * Characters read of a page. MediaWiki's own limit is 2 MiB, of which Odia takes three bytes a
   * letter.
   */
  private static final int LONGEST_PAGE = 1 << 20;

  /** A redirect whose element is missing, by MediaWiki's words for English and Odia. */
  private static final Pattern REDIRECT =
      Pattern.compile("(?i)\\s*#(?:redirect|ଲେଉଟାଣି)\\s*:?\\s*\\[\\[");

  private static final int LEAST_WORDS = 4;
  private static final double LEAST_ODIA = 0.7;

  private final TextFile.Lines lines;
  private final SeenLines seen = new SeenLines();
  private long given;
  private String namespace = "";
  private boolean redirect;
  private String text = "";

  private WikiDump(TextFile.Lines lines) {
    this.lines = lines;
  }

  /** Whether a file is a dump by its name. */
  static boolean isDump(String file) {
    return file.matches("(?i).*\\.xml(-p\\d+p\\d+)?(\\.bz2|\\.gz)?");
  }

  /**
   * Hands over the prose, a paragraph a line, numbered in the order they come out.
   *
   * @throws CorpusException if the file is missing, no dump, cut off, or without Odia prose
   */
  static void read(Path file, TextFile.Lines lines) {
    TextFile.refuseIfNoFile(file);
    try (InputStream bytes = Files.newInputStream(file)) {
      read(bytes, file.toString(), lines);
    } catch (IOException e) {
      throw new CorpusException(file + " cannot be read: " + TextFile.why(e), e);
    }
  }

  /**
   * Reads a stream to its end and leaves it open.
   *
   * @param name what to call it in messages
   * @throws CorpusException if it is no dump, cut off, or without Odia prose
   */
  static void read(InputStream bytes, String name, TextFile.Lines lines) {
    WikiDump dump = new WikiDump(lines);
    try {
      dump.read(factory().createXMLStreamReader(TextFile.open(bytes)));
    } catch (XMLStreamException | IOException e) {
      throw new CorpusException(
          "%s%s is no whole MediaWiki dump (%s); fetch it again"
              .formatted(name, line(e), reason(e)),
          e);
    }
    if (dump.given == 0) {
      throw new CorpusException(
          name
              + " has no article of Odia prose; name a dump of the Odia Wikipedia,"
              + " such as orwiki-latest-pages-articles.xml.bz2");
    }
  }

  /** The line of broken XML; bytes that cannot be unpacked have none. */
  private static String line(Exception e) {
    return e instanceof XMLStreamException xml && xml.getLocation() != null
        ? ":" + xml.getLocation().getLineNumber()
        : "";
  }

  private static String reason(Exception e) {
    Throwable cause =
        e instanceof XMLStreamException xml && xml.getNestedException() != null
            ? xml.getNestedException()
            : e;
    return cause.getMessage() == null
        ? "it is cut off"
        : cause.getMessage().replaceAll("(?s).*Message: ", "").strip();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // The JDK counts every &lt; of a document against a limit that a dump of 1 GB passes.
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.entityExpansionLimit", "0");
    return factory;
  }

  private void read(XMLStreamReader reader) throws XMLStreamException {
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open(reader);
      } else if (event == XMLStreamConstants.END_ELEMENT && reader.getLocalName().equals("page")) {
        close();
      }
    }
  }

  private void open(XMLStreamReader reader) throws XMLStreamException {
    switch (reader.getLocalName()) {
      case "page" -> {
        namespace = "";
        redirect = false;
        text = "";
      }
      case "ns" -> namespace = content(reader);
      case "redirect" -> redirect = true;
      case "text" -> text = content(reader);
      default -> {}
    }
  }

  /** The text of an element without children, as far as it is read. */
  private static String content(XMLStreamReader reader) throws XMLStreamException {
    StringBuilder content = new StringBuilder();
    while (reader.next() != XMLStreamConstants.END_ELEMENT) {
      if (reader.isCharacters() && content.length() < LONGEST_PAGE) {
        content.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
      }
    }
    return content.toString();
  }

  private void close() {
    boolean isArticle = namespace.strip().equals("0");
    if (!isArticle || redirect || REDIRECT.matcher(text).lookingAt()) {
      return;
    }
    List<String> prose = Wikitext.paragraphs(text).stream().filter(WikiDump::isOdia).toList();
    if (prose.stream().mapToInt(WikiDump::words).sum() >= STUB_WORDS) {
      prose.stream().filter(seen::isNew).forEach(line -> lines.line(line, ++given));
    }
  }

  private static int words(String line) {
    return line.split(" ").length;
  }

  private static boolean isOdia(String line) {
    long letters = line.codePoints().filter(Character::isLetter).count();
    long odia =
        line.codePoints().filter(c -> Character.isLetter(c) && c >> 7 == 0x0B00 >> 7).count();
    return words(line) >= LEAST_WORDS && odia >= LEAST_ODIA * letters && odia > 0;
  }
}
