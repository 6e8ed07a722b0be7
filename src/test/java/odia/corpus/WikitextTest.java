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
        "** ଏକ ତାଲିକା ⇒ ଏକ ତାଲିକା",
        ":;# ଏକ ତାଲିକା ⇒ ଏକ ତାଲିକା",
        "ଆଗ<!-- ଗୁପ୍ତ --> ପଛ ⇒ ଆଗ ପଛ",
        "<small>ଛୋଟ</small>&nbsp;ବଡ଼ ⇒ ଛୋଟ ବଡ଼",
        "H<sub>2</sub>O ଜଳ ⇒ H2O ଜଳ",
        "__NOTOC__ପାଠ__ସୂଚୀନାହିଁ__ ⇒ ପାଠ",
        "ଆଗ <math>x^{2^{3}}</math> ପଛ ⇒ ଆଗ ପଛ",
        "ଆଗ <nowiki>{{ [[ ''</nowiki> ପଛ ⇒ ଆଗ ପଛ",
        "ଆଗ<gallery>File:a.jpg|ଚିତ୍ର</gallery> ⇒ ଆଗ",
        "&#2835;&#xB13; &ldquo;କ&rdquo; &amp;lt; &foo; &#0;ଖ ⇒ ଓଓ “କ” &lt; &foo; ଖ",
      })
  void markupGoesAndWordsStay(String wikitext, String prose) {
    assertThat(Wikitext.paragraphs(wikitext)).containsExactly(prose);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      value = {
        "[[ଭାରତ]]ର [[ରାଜ୍ୟ|ଏକ ରାଜ୍ୟ]] ⇒ ଭାରତର ଏକ ରାଜ୍ୟ",
        "[[ଫାଇଲ:a.jpg|thumb|ଏକ [[ଚିତ୍ର]] [[କ|ଏଠି]]]]ପଛ ⇒ ପଛ",
        "[[ file : a.jpg|୧୦୦px]]ପଛ [[Image:b.png]] ⇒ ପଛ",
        "ଆଗ [[ଶ୍ରେଣୀ:ଓଡ଼ିଶା]] [[ ବିଭାଗ:କ|ଖ]] [[category:x|y]] ⇒ ଆଗ",
        "ଆଗ [[en:Odisha]] [[:fr:Odisha]] ପଛ ⇒ ଆଗ ପଛ",
        "ଏହା [[wikt:ଶବ୍ଦ|ଏକ ଶବ୍ଦ]] ଓ [[:ଶ୍ରେଣୀ:କ|ଏକ ଶ୍ରେଣୀ]] ⇒ ଏହା ଏକ ଶବ୍ଦ ଓ ଏକ ଶ୍ରେଣୀ",
        "[http://a.in/b ଖବର କାଗଜ] ଓ https://c.in/d ଶେଷ ⇒ ଖବର କାଗଜ ଓ ଶେଷ",
        "ଆଗ [//a.in/b] [https://c.in ପଛ] ⇒ ଆଗ ପଛ",
      })
  void ofALinkItsWordsStay(String wikitext, String prose) {
    assertThat(Wikitext.paragraphs(wikitext)).containsExactly(prose);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      value = {
        "ଆଗ {{ତଥ୍ୟ|ନାମ={{ନାମ|{{କ}}}}|x={{{୧|}}}}}ପଛ ⇒ ଆଗ ପଛ",
        "ଆଗ {{ତଥ୍ୟ|ସୂତ୍ର=<math>x^{2^{3}}</math>|କ=ଖ}}ପଛ ⇒ ଆଗ ପଛ",
        "ଆଗ<ref name=\"a\">ବହି {{cite}}</ref> ପଛ<ref name=a /> ଶେଷ<ref name=a/> ⇒ ଆଗ ପଛ ଶେଷ",
        "ଆଗ<REF>ବହି</Ref > ପଛ<references /> ⇒ ଆଗ ପଛ",
      })
  void templatesAndReferencesGoWhole(String wikitext, String prose) {
    assertThat(Wikitext.paragraphs(wikitext)).containsExactly(prose);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '⇒',
      value = {
        "ଖୋଲା {{ତଥ୍ୟ ଶେଷ ⇒ ଖୋଲା ତଥ୍ୟ ଶେଷ",
        "ବନ୍ଦ }} ଶେଷ ]] ହେଲା |} ଏଠି ⇒ ବନ୍ଦ ଶେଷ ହେଲା ଏଠି",
        "ଖୋଲା [[ଭାରତ ଏକ [[ଦେଶ]] ⇒ ଖୋଲା ଭାରତ ଏକ ଦେଶ",
        "ଖୋଲା ଲେଖା <!-- {{ ⇒ ଖୋଲା ଲେଖା",
        "ଖୋଲା ଲେଖା <gallery>କ ⇒ ଖୋଲା ଲେଖା",
        "<div>ଆଗ <div>ପଛ ⇒ ଆଗ|ପଛ",
        "ଆଗ <ref>ବହି\\n\\nପଛ ⇒ ଆଗ|ପଛ",
        "ଆଗ <nowiki>କ\\n \\nପଛ ⇒ ଆଗ|ପଛ",
        "ଆଗ<br>ପଛ<br />ଶେଷ ⇒ ଆଗ|ପଛ|ଶେଷ",
        "ଆଗ\\n{|\\n! କ\\n|-\\n| ଖ\\n\\nପଛ ⇒ ଆଗ|ପଛ",
        "{{ତଥ୍ୟ\\n | ନାମ = କ\\n\\nପଛ ⇒ ତଥ୍ୟ|ପଛ",
      })
  void whatIsNotClosedCostsAParagraphAtMost(String wikitext, String prose) {
    assertThat(String.join("|", Wikitext.paragraphs(wikitext.replace("\\n", "\n"))))
        .isEqualTo(prose);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "== ଇତିହାସ ==",
        "====== ଇତିହାସ ======",
        "{| class=\"wikitable\"\n! ମୁଣ୍ଡ\n|-\n| କ || {{ଖ}}\n|}",
        "{|\n| କ\n{|\n| ଭିତର\n|}\n| ଖ\n|}",
        "<table><tr><td>କ</td></tr></table>",
        "<!-- never closed",
        "{{a\n|b}}\n\n[[category:x]]",
        "----",
        "",
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
