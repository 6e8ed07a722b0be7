package odia.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sentences of a toy Odia and of a toy relative in Odia script, which names numbers and games by
 * words of its own and shares the numerals, as real translations share names and numbers.
 */
final class Translations {

  private static final List<String> ODIA =
      List.of("ଏକ", "ଦୁଇ", "ତିନି", "ଖେଳ", "ଗାଁ", "ନଦୀ", "ରାଜା");
  private static final List<String> RELATED =
      List.of("ୱାହିଦ", "ଇତନାନ", "ସଲସା", "ଲୁବା", "କରିୟା", "ନହର", "ମଲିକ");

  final List<String> odia = new ArrayList<>();
  final List<String> related = new ArrayList<>();

  /** So many sentences, each with a number of its own. */
  Translations(int count) {
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      StringBuilder first = new StringBuilder();
      StringBuilder second = new StringBuilder();
      for (int w = 0; w < 4; w++) {
        int word = random.nextInt(ODIA.size());
        first.append(ODIA.get(word)).append(' ');
        second.append(RELATED.get(word)).append(' ');
      }
      odia.add(first + Integer.toString(10_000 + 37 * i));
      related.add(second + Integer.toString(10_000 + 37 * i));
    }
  }

  static String meaning(String related) {
    return ODIA.get(RELATED.indexOf(related));
  }

  static List<String> relatedWords() {
    return RELATED;
  }
}
