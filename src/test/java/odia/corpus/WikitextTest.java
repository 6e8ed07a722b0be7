package odia.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WikitextTest {

  private static final int MEGABYTE = 1 << 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      quoteCharacter = '`',
      value = {
        "'''ଓଡ଼ିଶା''' ଏକ ''ରାଜ୍ୟ'' ⇒ ଓଡ଼ିଶା ଏକ ରାଜ୍ୟ",
        "[[ଭାରତ]]ର [[ରାଜ୍ୟ|ଏକ ରାଜ୍ୟ]] ⇒ ଭାରତର ଏକ ରାଜ୍ୟ",
        "ଆଗ {{ତଥ୍ୟ|ନାମ={{ନାମ|କ}}|x=1}}ପଛ ⇒ ଆଗ ପଛ",
        "ଆଗ<ref name=\"a\">ବହି {{cite}}</ref> ପଛ<ref name=a /> ⇒ ଆଗ ପଛ",
        "[[ଫାଇଲ:a.jpg|thumb|ଏକ [[ଚିତ୍ର]] ଏଠି]]ପଛ ⇒ ପଛ",
        "ଆଗ [[ଶ୍ରେଣୀ:ଓଡ଼ିଶା]] ⇒ ଆଗ",
        "[http://a.in/b ଖବର କାଗଜ] ଓ https://c.in/d ଶେଷ ⇒ ଖବର କାଗଜ ଓ ଶେଷ",
        "ଆଗ<!-- ଗୁପ୍ତ --> ପଛ ⇒ ଆଗ ପଛ",
        "** ଏକ ତାଲିକା ⇒ ଏକ ତାଲିକା",
        "<small>ଛୋଟ</small>&nbsp;ବଡ଼ ⇒ ଛୋଟ ବଡ଼",
        "__NOTOC__ପାଠ ⇒ ପାଠ",
        "ଆଗ <math>x^2</math> ପଛ ⇒ ଆଗ ପଛ",
        "ଖୋଲା {{ତଥ୍ୟ ଶେଷ ⇒ ଖୋଲା ତଥ୍ୟ ଶେଷ",
        "ବନ୍ଦ }} ଶେଷ ]] ହେଲା ⇒ ବନ୍ଦ ଶେଷ ହେଲା",
      })
  void markupGoesAndWordsStay(String wikitext, String prose) {
    assertThat(Wikitext.paragraphs(wikitext)).containsExactly(prose);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "== ଇତିହାସ ==",
        "{| class=\"wikitable\"\n! ମୁଣ୍ଡ\n|-\n| କ || {{ଖ}}\n|}",
        "<!-- never closed",
        "{{a\n|b}}\n\n[[category:x]]",
      })
  void someOfItLeavesNothing(String wikitext) {
    assertThat(Wikitext.paragraphs(wikitext)).isEmpty();
  }

  /** A page may be hostile; each of these took minutes where time grew with its square. */
  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "{{",
        "[[",
        "{|",
        "}}",
        "<ref",
        "<ref>",
        "<ref name=a",
        "<math>",
        "<nowiki>",
        "<gallery>",
        "<!--",
        "[//",
        "[//a ",
        "[http://a",
        "[[a|",
        "{{{",
        "''",
        "__",
        "&#",
        "=",
        "*",
        "</ref"
      })
  void timeGrowsWithTheLengthOfWhatIsNeverClosed(String mark) {
    String hostile = mark.repeat(MEGABYTE / mark.length());
    assertThat(Wikitext.paragraphs(hostile + "\n\nଶେଷ")).isNotNull();
  }

  @Test
  @Timeout(60)
  void timeGrowsWithTheLengthOfWhatIsNestedDeeply() {
    int deep = MEGABYTE / 8;
    String words = "କ".repeat(MEGABYTE / 2);
    assertThat(Wikitext.paragraphs("[[".repeat(deep) + words + "]]".repeat(deep)))
        .containsExactly(words);
    assertThat(Wikitext.paragraphs("{{".repeat(deep) + words + "}}".repeat(deep))).isEmpty();
    assertThat(Wikitext.paragraphs("[http://" + words)).containsExactly("[");
  }
}
