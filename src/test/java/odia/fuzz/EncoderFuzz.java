package odia.fuzz;

import java.util.List;
import java.util.stream.IntStream;
import odia.text.EncodedText;
import odia.text.NgramRange;
import odia.text.TextEncoder;
import odia.text.Vocabulary;
import odia.text.VocabularyBuilder;

/** Any text to ids: each of them is a row of the table. */
public final class EncoderFuzz {

  private static final List<String> TEXTS =
      List.of("ଭାରତ କ୍ରିକେଟ ଦଳ ଆଜି ଜିତିଲା", "ମନ୍ତ୍ରୀ ସଂସଦରେ ବିଲ ଉପସ୍ଥାପନ କଲେ।", "ରୋଗ covid 19");

  private static final TextEncoder ENCODER = encoder();

  private EncoderFuzz() {}

  private static TextEncoder encoder() {
    VocabularyBuilder builder = new VocabularyBuilder(NgramRange.DEFAULT);
    TEXTS.forEach(builder::add);
    return new TextEncoder(builder.build(new VocabularyBuilder.Limits(1, 50, 1, 60, 20)));
  }

  public static void fuzzerTestOneInput(byte[] data) {
    Bounds.within(data.length, () -> encode(NormalizerFuzz.text(data), data.length % 9 + 1));
  }

  private static void encode(String text, int most) {
    EncodedText encoded = ENCODER.encode(text, most);
    Vocabulary vocabulary = ENCODER.vocabulary();
    Bounds.check(encoded.length() <= most, "%d words of %d", encoded.length(), most);
    Bounds.check(encoded.odiaShare() >= 0 && encoded.odiaShare() <= 1, "share out of range");
    for (int t = 0; t < encoded.length(); t++) {
      int[] bag = encoded.ngrams()[t];
      int word = encoded.words()[t];
      Bounds.check(word >= 0 && word < vocabulary.words().size(), "word %d", word);
      Bounds.check(bag.length > 0, "an empty bag");
      Bounds.check(IntStream.of(bag).allMatch(row -> row >= 0 && row < vocabulary.rows()), "a row");
    }
    ENCODER.words(text);
  }
}
