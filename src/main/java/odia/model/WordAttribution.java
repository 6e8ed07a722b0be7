package odia.model;

import java.util.ArrayList;
import java.util.List;
import odia.text.WordPlace;

/**
 * Which words of a text drive a classifier's decision: each is left out in turn, and what the label
 * loses by that is the word's weight,
 *
 * <pre>
 *   ln p(label | text) - ln p(label | text without the word)
 * </pre>
 *
 * in nats; below 0 for a word that speaks against the label.
 *
 * <p>This is representation erasure (Li, Monroe and Jurafsky 2016, "Understanding Neural Networks
 * through Representation Erasure", 1612.08220) of single words. What we do differently: the
 * difference of the logarithms is not divided by the logarithm for the whole text, which is near 0
 * where the classifier is sure, so that weights of different texts can be compared; it is of one
 * text, not the mean over a corpus; and the word is gone, rather than a vector of zeros in its
 * place. As with all erasure, weights do not add up to anything, and of two words that each
 * suffice, neither has much weight.
 *
 * @param label whose probability it is about
 * @param modelVersion of the classifier
 * @param probability of the label for the whole text, in [0, 1]
 * @param words all that the classifier reads, in the order of the text; none where it has none
 */
public record WordAttribution(
    String label, String modelVersion, double probability, List<Word> words) {

  /** Of a probability; below it a difference of logarithms says nothing. */
  private static final double LEAST_PROBABILITY = 1e-4;

  /**
   * One word, or a few that one character makes.
   *
   * @param start of its first character in the text, in UTF-16 units
   * @param end behind its last
   * @param weight in nats
   */
  public record Word(int start, int end, double weight) {}

  public WordAttribution {
    words = List.copyOf(words);
  }

  /**
   * Classifies the text, and once more without each of its words, of which a classifier reads 400
   * at the most. Takes the thread as long as so many documents would; as little thread-safe as the
   * classifier. A word left alone is compared with what the classifier makes of no text at all.
   *
   * @param label to ask about; null for the one that the classifier gives
   * @throws IllegalArgumentException if the classifier does not know the label
   */
  public static WordAttribution of(Classifier classifier, String text, String label) {
    List<WordPlace> places = WordPlace.of(text, NetworkClassifier.MAX_WORDS);
    // Without the rest, so that no word moves up into what is read when one is left out.
    String read = places.isEmpty() ? "" : text.substring(0, places.get(places.size() - 1).end());
    Prediction whole = classifier.classify(read);
    String asked = label == null ? whole.label() : label;
    double probability = probability(whole, asked);
    List<Word> words = new ArrayList<>();
    for (WordPlace place : places) {
      double without = probability(classifier.classify(place.leaveOutOf(read)), asked);
      words.add(new Word(place.start(), place.end(), log(probability) - log(without)));
    }
    return new WordAttribution(asked, classifier.modelVersion(), probability, words);
  }

  private static double probability(Prediction prediction, String label) {
    Double probability = prediction.probabilities().get(label);
    if (probability == null) {
      throw new IllegalArgumentException(
          "\"%s\" is no label of the model; it knows %s"
              .formatted(label, prediction.probabilities().keySet()));
    }
    return probability;
  }

  private static double log(double probability) {
    return Math.log(Math.min(1, Math.max(probability, LEAST_PROBABILITY)));
  }
}
