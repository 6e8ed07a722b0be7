package odia.screening;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import odia.corpus.LabelledText;
import odia.event.Example;
import odia.event.Example.Opinion;
import odia.model.LabelChanges;

/** Corrected documents of a made-up language with many words, so that no two are alike. */
final class Examples {

  static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  static final String SPORT = "ଖେଳ";
  static final String RULE = "ରାଜନୀତି";
  static final String HEALTH = "ସ୍ୱାସ୍ଥ୍ୟ";

  private static final String LETTERS = "କଖଗଘଚଛଜଟଠଡଣତଥଦଧନପଫବଭମରଲଶସହ";
  private static final String SIGNS = "ାିୀୁୂେୋ";

  private Examples() {}

  /** The same number, the same sentence of twelve words. */
  static String text(int number) {
    Random random = new Random(number);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      StringBuilder word = new StringBuilder();
      for (int syllable = 0; syllable < 3; syllable++) {
        word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        word.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
      }
      words.add(word.toString());
    }
    return String.join(" ", words);
  }

  /** Received so many minutes after the start. */
  static Example example(int number, String label, String by, int minute, Opinion... others) {
    return example("d" + number, text(number), label, by, minute, others);
  }

  static Example example(
      String id, String text, String label, String by, int minute, Opinion... others) {
    Instant at = START.plus(Duration.ofMinutes(minute));
    return new Example(id, text, label, by, at, at, null, null, List.of(others));
  }

  static Opinion says(String by, String label) {
    return new Opinion(by, label, START);
  }

  static ScreeningRules rules(int cap, String... blocked) {
    return new ScreeningRules(cap, Duration.ofDays(1), 3, 0.2, Set.of(blocked));
  }

  /** Original texts 1000, 1001 and 1002, hold-out texts 2000 to 2009. */
  static TrustedTexts trusted(LabelChanges changes) {
    List<LabelledText> original = new ArrayList<>();
    List<LabelledText> holdOut = new ArrayList<>();
    List<String> labels = List.of(SPORT, RULE, HEALTH);
    for (int i = 0; i < 3; i++) {
      original.add(new LabelledText("o" + i, labels.get(i), text(1000 + i)));
    }
    for (int i = 0; i < 10; i++) {
      holdOut.add(new LabelledText("h" + i, labels.get(i % 3), text(2000 + i)));
    }
    return new TrustedTexts(original, holdOut, changes);
  }

  static Screening screening(ScreeningRules rules, LabelChanges changes) {
    return new Screening(rules, changes, trusted(changes));
  }
}
