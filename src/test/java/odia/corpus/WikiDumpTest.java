package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps as MediaWiki writes them. */
class WikiDumpTest {

  private static final String PROSE =
      "ଓଡ଼ିଶା ଭାରତର ପୂର୍ବ ଉପକୂଳରେ ଥିବା ଏକ ରାଜ୍ୟ ଏବଂ ଏହାର ରାଜଧାନୀ ଭୁବନେଶ୍ୱର ଅଟେ ।";

  @TempDir private Path folder;

  private static String page(String title, int namespace, String text) {
    return """
          <page><title>%s</title><ns>%d</ns><id>7</id><revision><id>8</id>
            <contributor><username>ଜଣେ</username></contributor>
            <text bytes="9" xml:space="preserve">%s</text></revision></page>
        """
        .formatted(title, namespace, text.replace("&", "&amp;").replace("<", "&lt;"));
  }

  private static String dump(String... pages) {
    return """
        <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="or">
          <siteinfo><sitename>ଉଇକିପିଡ଼ିଆ</sitename><dbname>orwiki</dbname>
            <namespaces><namespace key="0" case="first-letter" /></namespaces></siteinfo>
        """
        + String.join("", pages)
        + "</mediawiki>\n";
  }

  /** Long enough not to be a stub, and different from page to page. */
  private static String article(String name) {
    return PROSE
        + " "
        + name
        + "\n\n"
        + "ନୂଆ "
        + PROSE
        + " "
        + name
        + "\n\n"
        + PROSE.repeat(2)
        + name;
  }

  private List<String> lines(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    List<String> lines = new ArrayList<>();
    new TextCorpus(List.of(file)).forEachLine(lines::add);
    return lines;
  }

  private List<String> lines(String dump) throws IOException {
    return lines("orwiki-pages-articles.xml", dump.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void articlesAreReadAndAllElseIsNot() throws IOException {
    String redirect =
        "<page><title>ର</title><ns>0</ns><redirect title=\"ଓ\" /><revision><text>"
            + article("ପୁନଃ")
            + "</text></revision></page>";
    List<String> lines =
        lines(
            dump(
                page("ଓଡ଼ିଶା", 0, article("ଏକ")),
                page("ଆଲୋଚନା", 1, article("ଆଲୋଚନା")),
                redirect,
                page("ଛୋଟ", 0, PROSE + " ଛୋଟ"),
                page("ଶେଷ", 0, article("ଦୁଇ"))));

    assertThat(lines).hasSize(6).allMatch(line -> line.endsWith("ଏକ") || line.endsWith("ଦୁଇ"));
  }

  @Test
  void aLineThatCameBeforeIsLeftOut() throws IOException {
    assertThat(lines(dump(page("ଏକ", 0, article("ଏକ")), page("ଦୁଇ", 0, article("ଏକ"))))).hasSize(3);
  }

  @Test
  void linesOfOtherLanguagesAreLeftOut() throws IOException {
    String english = "\nThis line is in English and says nothing in Odia at all.\n";
    assertThat(lines(dump(page("ଏକ", 0, english + article("ଏକ"))))).hasSize(3);
  }

  @Test
  void multistreamBzip2IsReadToItsEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String whole = dump(page("ଏକ", 0, article("ଏକ")), page("ଦୁଇ", 0, article("ଦୁଇ")));
    int middle = whole.indexOf("</page>");
    for (String part : List.of(whole.substring(0, middle), whole.substring(middle))) {
      try (OutputStream stream = new BZip2CompressorOutputStream(bytes)) {
        stream.write(part.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(lines("orwiki-pages-articles-multistream.xml.bz2", bytes.toByteArray())).hasSize(6);
  }

  @Test
  void aDumpOfEveryKindOfMarkupGivesItsProse() throws Exception {
    Path fixture = Path.of(getClass().getResource("orwiki-pages-articles.xml").toURI());
    Path prose = Path.of(getClass().getResource("orwiki-pages-articles.txt").toURI());

    assertThat(lines("orwiki.xml", Files.readAllBytes(fixture)))
        .containsExactlyElementsOf(Files.readAllLines(prose));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 2, 3, 4, 6, 8, 10, 11, 12, 14, 15, 100, 828})
  void pagesOfOtherNamespacesAreLeftOut(int namespace) throws IOException {
    assertThat(lines(dump(page("କ", namespace, article("କ")), page("ଖ", 0, article("ଖ")))))
        .hasSize(3)
        .allMatch(line -> line.endsWith("ଖ"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"#REDIRECT [[ଖ]]", "#redirect: [[ଖ]]", " #ଲେଉଟାଣି [[ଖ]]"})
  void aRedirectIsToldByItsWordToo(String redirect) throws IOException {
    String list = "# [[ଗ]] ";
    assertThat(
            lines(
                dump(
                    page("କ", 0, redirect + "\n" + article("କ")),
                    page("ଗ", 0, list + article("ଗ")))))
        .hasSize(3)
        .allMatch(line -> line.endsWith("ଗ"));
  }

  @Test
  void aLineMayHaveSomeWordsOfAnotherLanguage() throws IOException {
    String some = "ଓଡ଼ିଶାର ଇଂରାଜୀ ନାମ Odisha ଅଟେ ଏବଂ ଏହାର ରାଜଧାନୀ ଭୁବନେଶ୍ୱର";
    String half = "ଓଡ଼ିଶାର ନାମ Odisha is a state in India";
    assertThat(lines(dump(page("କ", 0, some + "\n" + half + "\n" + article("କ")))))
        .contains(some)
        .doesNotContain(half);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.xml", "a.xml.bz2", "a.xml.gz", "A.XML", "enwiki-pages-articles1.xml-p1p9.bz2"})
  void aDumpIsToldByItsName(String name) {
    assertThat(WikiDump.isDump(name)).isTrue();
    assertThat(WikiDump.isDump(name.replaceAll("(?i)xml", "txt"))).isFalse();
  }

  @Test
  void aDumpThatIsCutOffIsRefused() {
    String whole = dump(page("ଏକ", 0, article("ଏକ")));

    assertThatThrownBy(() -> lines(whole.substring(0, whole.length() - 20)))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining("orwiki-pages-articles.xml:")
        .hasMessageContaining("fetch it again");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 10, 100, 300})
  void aCompressedDumpThatIsCutOffIsRefusedWhereverItWas(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream stream = new BZip2CompressorOutputStream(bytes)) {
      stream.write(dump(page("ଏକ", 0, article("ଏକ"))).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(bytes.size()).isGreaterThan(300);

    assertThatThrownBy(() -> lines("cut.xml.bz2", Arrays.copyOf(bytes.toByteArray(), size)))
        .isInstanceOf(CorpusException.class)
        .hasMessageMatching("(?s).*cut.xml.bz2.* is no whole MediaWiki dump .*; fetch it again");
  }

  @Test
  void aDumpWithoutOdiaProseIsRefusedWithItsMend() {
    assertThatThrownBy(() -> lines(dump(page("Odisha", 0, "It is a state of India. ".repeat(20)))))
        .isInstanceOf(CorpusException.class)
        .hasMessageContaining(
            "orwiki-pages-articles.xml has no article of Odia prose; name a dump");
  }

  @Test
  void aMissingDumpAndAFolderAreNamed() {
    Path folderOfThatName = folder.resolve("dumps.xml");
    assertThat(folderOfThatName.toFile().mkdir()).isTrue();

    assertThatThrownBy(() -> WikiDump.read(folder.resolve("none.xml"), (line, number) -> {}))
        .hasMessageContaining("none.xml does not exist");
    assertThatThrownBy(() -> WikiDump.read(folderOfThatName, (line, number) -> {}))
        .hasMessageContaining("dumps.xml is a folder; name its files");
  }

  @Test
  void anEntityOfTheOutsideIsNotFetched() {
    String evil =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + dump(page("ଏକ", 0, article("ଏକ"))).replace("ଜଣେ", "&e;");

    assertThatThrownBy(() -> lines(evil)).isInstanceOf(CorpusException.class);
  }
}
