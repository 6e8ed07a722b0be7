package odia.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import odia.corpus.LabelledText;
import odia.model.LabelChanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedTextsTest {

  private static final String HELD_OUT =
      "ବଡ଼ ଭୂମିକମ୍ପ 2019 ମସିହାରେ ଜାପାନର ପୂର୍ବ ଉପକୂଳକୁ କମ୍ପାଇଦେଲା, କିନ୍ତୁ କାହାରି ମୃତ୍ୟୁ ହୋଇନାହିଁ";
  private static final String SHORT = "ନୂଆ ଟୀକା ଆସିଛି";

  private static final TrustedTexts TEXTS =
      new TrustedTexts(
          List.of(new LabelledText("1", "ଖେଳ", "ଭାରତୀୟ ଦଳ ଜିତିଲା")),
          List.of(
              new LabelledText("2", "ଭୂଗୋଳ", HELD_OUT), new LabelledText("3", "ସ୍ୱାସ୍ଥ୍ୟ", SHORT)),
          LabelChanges.NONE);

  private static boolean isHeldOut(String text) {
    return TEXTS.isHeldOut(TextKey.of(text));
  }

  private static List<String> words() {
    return new ArrayList<>(List.of(HELD_OUT.split(" ")));
  }

  private static String with(int place, String word) {
    List<String> words = words();
    words.add(place, word);
    return String.join(" ", words);
  }

  private static String shuffled(long seed) {
    List<String> words = words();
    Collections.shuffle(words, new Random(seed));
    return String.join(" ", words);
  }

  private static String between(String sign) {
    return HELD_OUT.replace("ଭୂମି", "ଭୂ" + sign + "ମି").replace("ପୂର୍ବ", "ପୂ" + sign + "ର୍ବ");
  }

  static List<String> disguises() {
    List<String> words = words();
    String long400 = "ଅନ୍ୟ ଏକ ବାକ୍ୟ ଯାହା କିଛି କହୁନାହିଁ ".repeat(60);
    return List.of(
        HELD_OUT,
        "  " + HELD_OUT.replace(" ", " \t\n\u00A0 ") + "\u3000",
        HELD_OUT.replace(",", " ; ").replace(" ", " । ") + "!!!",
        '"' + HELD_OUT + "” (ଚିତ୍ର)",
        HELD_OUT.replace("2019", "୨୦୧୯"),
        HELD_OUT.replace("2019", "২০১৯"),
        HELD_OUT.replace("2019", "1999"),
        Normalizer.normalize(HELD_OUT, Normalizer.Form.NFD),
        HELD_OUT.replace("ଡ଼", "\u0B5C"),
        HELD_OUT.replace("ଡ଼", "ଡ"),
        between("\u200C"),
        between("\u200D"),
        between("\u200B"),
        between("\u00AD"),
        between("\u2060"),
        between("\uFEFF"),
        between("\u034F"),
        between("\uFE0F"),
        between("\u3164"),
        between("\u115F"),
        between("\u202E"),
        between("-"),
        between("x"),
        long400 + HELD_OUT + " " + long400,
        long400 + with(5, "ଆଜି") + " " + long400,
        String.join(" ", words.subList(0, 6)),
        String.join(" ", words.subList(4, 10)),
        with(5, "ଆଜି"),
        with(5, "ଆଜି ସକାଳେ ବଡ଼ି ଭୋରରୁ"),
        with(0, "ଶୁଣନ୍ତୁ") + " ଧନ୍ୟବାଦ asdf 123 😀",
        HELD_OUT + " " + HELD_OUT,
        HELD_OUT.replace("ଜାପାନର", "ଚୀନର"),
        HELD_OUT.replace(" ", ""),
        HELD_OUT.replace("ଭୂମିକମ୍ପ", "ଭୂମି କମ୍ପ").replace("ପୂର୍ବ ଉପକୂଳକୁ", "ପୂର୍ବଉପକୂଳକୁ"),
        String.join(" ", words.subList(1, words.size() - 1)),
        shuffled(1),
        shuffled(2) + " ସତରେ",
        SHORT,
        SHORT + "।",
        between(SHORT));
  }

  @ParameterizedTest
  @MethodSource("disguises")
  void aTextOfTheHoldOutIsKnownInEveryDisguise(String text) {
    assertThat(isHeldOut(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "।",
        "ବଡ଼ ଭୂମିକମ୍ପ",
        "ଜାପାନର ପୂର୍ବ ଉପକୂଳ",
        "ଭାରତୀୟ ଦଳ ଜିତିଲା",
        "ଆଜି ନୂଆ ଟୀକା ଆସିଛି ବୋଲି ମନ୍ତ୍ରୀ କହିଲେ",
        "ଜାପାନର ପୂର୍ବ ପ୍ରଧାନମନ୍ତ୍ରୀ ଗତକାଲି ଭାରତ ଗସ୍ତରେ ଆସି ରାଷ୍ଟ୍ରପତିଙ୍କୁ ଭେଟିଥିଲେ",
        "ଗତ ବର୍ଷ ଏକ ବଡ଼ ଭୂମିକମ୍ପ ନେପାଳରେ ହୋଇଥିଲା କିନ୍ତୁ ସେଠାରେ ବହୁ ଲୋକଙ୍କ ମୃତ୍ୟୁ ଘଟିଥିଲା"
      })
  void anotherTextIsNot(String text) {
    assertThat(isHeldOut(text)).isFalse();
  }

  @Test
  void aDisguiseIsFoundWhereverAWordIsAddedOrLeftOut() {
    for (int i = 0; i <= words().size(); i++) {
      assertThat(isHeldOut(with(i, "ଅଚାନକ"))).as("added at %d", i).isTrue();
    }
    for (int i = 0; i < words().size(); i++) {
      List<String> words = words();
      words.remove(i);
      assertThat(isHeldOut(String.join(" ", words))).as("without %d", i).isTrue();
    }
  }

  @Test
  void unlikeTextsAreHardlyEverTakenForOneOfTheHoldOut() {
    TrustedTexts many = Examples.trusted(LabelChanges.NONE);
    for (int i = 0; i < 1_000; i++) {
      assertThat(many.isHeldOut(TextKey.of(Examples.text(i)))).as("text %d", i).isFalse();
    }
  }

  @Test
  void theLabelOfAnOriginalTextIsKnownByItsNameOfNow() {
    LabelChanges renamed = new LabelChanges(Set.of(), Set.of(), Map.of("ଖେଳ", "କ୍ରୀଡ଼ା"));
    TrustedTexts texts =
        new TrustedTexts(
            List.of(new LabelledText("1", "ଖେଳ", "ଭାରତୀୟ ଦଳ ଜିତିଲା")), List.of(), renamed);

    assertThat(texts.labelOf(TextKey.of("ଭାରତୀୟ ଦଳ, ଜିତିଲା!"))).isEqualTo("କ୍ରୀଡ଼ା");
    assertThat(texts.labels()).containsExactly("କ୍ରୀଡ଼ା");
  }

  @Test
  void aRemovedLabelSaysNothingOfAText() {
    LabelChanges removed = new LabelChanges(Set.of(), Set.of("ଖେଳ"), Map.of());
    TrustedTexts texts =
        new TrustedTexts(
            List.of(new LabelledText("1", "ଖେଳ", "ଭାରତୀୟ ଦଳ ଜିତିଲା")), List.of(), removed);

    assertThat(texts.labelOf(TextKey.of("ଭାରତୀୟ ଦଳ ଜିତିଲା"))).isNull();
    assertThat(texts.labels()).isEmpty();
  }
}
