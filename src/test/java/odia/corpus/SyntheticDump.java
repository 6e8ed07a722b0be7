package odia.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Random;

/**
 * A dump of any size that is nowhere whole: a paragraph is made when the one before has been read.
 * The paragraphs of articles are numbered and so all different; every fourth page is none: a
 * redirect, a talk page or a stub. Each article has the same last line.
 */
final class SyntheticDump extends InputStream {

  private static final String[] WORDS =
      ("ଓଡ଼ିଶା ଭାରତର ପୂର୍ବ ଉପକୂଳରେ ଥିବା ଏକ ରାଜ୍ୟ ଏବଂ ଏହାର ରାଜଧାନୀ ଭୁବନେଶ୍ୱର ଅଟେ ନଦୀ ମନ୍ଦିର ଲୋକ ଭାଷା ସମୟ"
              + " ବର୍ଷ ଜିଲ୍ଲା ଗ୍ରାମ ସହର ରାଜା ଯୁଦ୍ଧ ଗୀତ ନାଟକ କବି ଲେଖକ ବିଜ୍ଞାନ ଖେଳ ପାଣି ପାହାଡ଼ ଜଙ୍ଗଲ ସମୁଦ୍ର"
              + " କ୍ରିକେଟ ଚଳଚ୍ଚିତ୍ର ବିଦ୍ୟାଳୟ ଶିକ୍ଷା ଇତିହାସ ସଂସ୍କୃତି ଧର୍ମ ପର୍ବ '''ଜଗନ୍ନାଥ''' [[ପୁରୀ]]ରେ"
              + " [[କଟକ|ସେଠାରେ]] ହୋଇଥିଲା&lt;ref&gt;{{ବହି|ନାମ=ଗୋଟିଏ}}&lt;/ref&gt; {{ଟୀକା}}")
          .split(" ");

  private static final String INFOBOX =
      "{{ତଥ୍ୟ\n| ନାମ = {{ନାମ|କ}}\n}}\n{| class=&quot;wikitable&quot;\n|-\n| କ || ଖ\n|}\n";

  private final Random random = new Random(1);
  private final long size;
  private final int paragraphsPerPage;
  private byte[] part =
      "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\">\n".getBytes(UTF_8);
  private int at;
  private long given;
  private long pages;
  private long articleParagraphs;
  private int left;
  private boolean ended;

  /**
   * @param size bytes after which no page is begun
   */
  SyntheticDump(long size, int paragraphsPerPage) {
    this.size = size;
    this.paragraphsPerPage = paragraphsPerPage;
  }

  /** Bytes made so far. */
  long given() {
    return given;
  }

  /** Paragraphs made so far that stand in articles, without their last lines. */
  long articleParagraphs() {
    return articleParagraphs;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    if (at == part.length && !makePart()) {
      return -1;
    }
    int count = Math.min(length, part.length - at);
    System.arraycopy(part, at, to, offset, count);
    at += count;
    given += count;
    return count;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private boolean makePart() {
    if (ended) {
      return false;
    }
    StringBuilder text = new StringBuilder(2048);
    if (left > 0) {
      paragraph(text);
    } else if (given < size) {
      page(text);
    } else {
      ended = true;
      text.append("</mediawiki>\n");
    }
    part = text.toString().getBytes(UTF_8);
    at = 0;
    return true;
  }

  private void page(StringBuilder text) {
    long kind = pages++ % 16;
    text.append("<page><title>ପୃଷ୍ଠା</title><ns>").append(kind == 3 ? 1 : 0).append("</ns>");
    text.append(kind == 7 ? "<redirect title=\"ଓଡ଼ିଶା\" />" : "").append("<revision><text>");
    if (kind == 11 || kind == 15) {
      text.append(kind == 11 ? "#REDIRECT [[ଓଡ଼ିଶା]]" : "{{ଅଧାଗଢ଼ା}} ଏହା ଏକ ଛୋଟ ଗ୍ରାମ ଅଟେ ।");
      end(text);
    } else {
      text.append(INFOBOX);
      left = paragraphsPerPage;
    }
  }

  private void paragraph(StringBuilder text) {
    boolean isArticle = (pages - 1) % 4 != 3;
    articleParagraphs += isArticle ? 1 : 0;
    text.append("ସଂଖ୍ୟା ").append(articleParagraphs).append(isArticle ? " " : " ଆଲୋଚନା ");
    for (int words = 20 + random.nextInt(30); words > 0; words--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    text.append("।\n\n");
    if (--left == 0) {
      text.append(isArticle ? "ଏହି ପୃଷ୍ଠା ସବୁଥିରେ ସମାନ ଧାଡ଼ି ଥାଏ ।\n" : "");
      end(text.append("== ଆଧାର ==\n&lt;references /&gt;\n[[ଶ୍ରେଣୀ:ଓଡ଼ିଶା]]"));
    }
  }

  private static void end(StringBuilder text) {
    text.append("</text></revision></page>\n");
  }
}
