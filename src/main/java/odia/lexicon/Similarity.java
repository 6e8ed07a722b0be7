package odia.lexicon;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How alike sentences of two texts are: the cosine of their character 3- to 5-grams, the rare ones
 * weighted up by their inverse document frequency.
 */
final class Similarity {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 5;
  private static final int BUCKETS = 1 << 20;

  /** N-grams in more than one of so many sentences tell nothing and cost most of the time. */
  private static final int TOO_COMMON = 20;

  /** A sentence: its n-grams' buckets, ascending, and what each counts. */
  private record Vector(int[] buckets, float[] values) {}

  private final Vector[] first;
  private final int[][] sentences; // by bucket: which of the second text have it
  private final float[][] values; // and what it counts in each
  private final int columns;

  Similarity(List<List<String>> first, List<List<String>> second) {
    int[] frequency = new int[BUCKETS];
    int[][] firstBuckets = buckets(first, frequency);
    int[][] secondBuckets = buckets(second, frequency);
    int all = first.size() + second.size();
    this.columns = second.size();
    this.first = vectors(firstBuckets, frequency, all);
    this.sentences = new int[BUCKETS][];
    this.values = new float[BUCKETS][];
    index(vectors(secondBuckets, frequency, all));
  }

  private static int[][] buckets(List<List<String>> sentences, int[] frequency) {
    int[][] buckets = new int[sentences.size()][];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] =
          sentences.get(i).stream().flatMapToInt(Similarity::ngrams).sorted().distinct().toArray();
      Arrays.stream(buckets[i]).forEach(bucket -> frequency[bucket]++);
    }
    return buckets;
  }

  private static IntStream ngrams(String word) {
    String bracketed = '<' + word + '>';
    return IntStream.rangeClosed(SHORTEST, LONGEST)
        .flatMap(
            n ->
                IntStream.rangeClosed(0, bracketed.length() - n)
                    .map(from -> bucket(bracketed.substring(from, from + n))));
  }

  private static int bucket(String ngram) {
    int hash = ngram.hashCode() * 0x9E3779B1; // spreads it to the high bits
    return hash >>> 12;
  }

  private static Vector[] vectors(int[][] buckets, int[] frequency, int all) {
    int most = Math.max(2, all / TOO_COMMON);
    Vector[] vectors = new Vector[buckets.length];
    for (int i = 0; i < vectors.length; i++) {
      int[] telling = Arrays.stream(buckets[i]).filter(b -> frequency[b] <= most).toArray();
      float[] values = new float[telling.length];
      double squares = 0;
      for (int n = 0; n < values.length; n++) {
        values[n] = (float) Math.log(1 + (double) all / frequency[telling[n]]);
        squares += values[n] * values[n];
      }
      for (int n = 0; n < values.length; n++) {
        values[n] /= (float) Math.sqrt(squares);
      }
      vectors[i] = new Vector(telling, values);
    }
    return vectors;
  }

  private void index(Vector[] second) {
    int[] used = new int[BUCKETS];
    for (Vector vector : second) {
      Arrays.stream(vector.buckets).forEach(bucket -> used[bucket]++);
    }
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      sentences[bucket] = new int[used[bucket]];
      values[bucket] = new float[used[bucket]];
    }
    for (int j = second.length - 1; j >= 0; j--) {
      for (int n = 0; n < second[j].buckets.length; n++) {
        int bucket = second[j].buckets[n];
        int place = --used[bucket];
        sentences[bucket][place] = j;
        values[bucket][place] = second[j].values[n];
      }
    }
  }

  /** Similarity of the i-th sentence to every one of the second text, in 0..1. */
  float[] to(int i) {
    float[] similar = new float[columns];
    for (int n = 0; n < first[i].buckets.length; n++) {
      int bucket = first[i].buckets[n];
      for (int place = 0; place < sentences[bucket].length; place++) {
        similar[sentences[bucket][place]] += first[i].values[n] * values[bucket][place];
      }
    }
    return similar;
  }
}
