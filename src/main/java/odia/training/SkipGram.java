package odia.training;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import odia.text.Vocabulary;

/**
 * Warms up the n-gram table: a word's vector, the mean of its n-grams' rows, learns to tell the
 * words around it from random ones (skip-gram with negative sampling, Mikolov et al. 2013,
 * 1310.4546; over n-grams, Bojanowski et al. 2017, 1607.04606).
 *
 * <p>What we do differently: the errors of all the words around one word are added up before its
 * n-grams move, which is some five times less work; and instead of two threads writing over each
 * other (Hogwild), each shard learns on a copy of its own and the changes are added up after every
 * round, so the result depends on the seed alone, not on the threads' luck.
 */
final class SkipGram {

  /**
   * @param epochs passes over the text
   * @param window most words to each side that are predicted
   * @param negatives random words per predicted word
   * @param rate learning rate at the start; falls linearly to zero
   * @param subsample a word of this share of the text is seen in full; more frequent ones are
   *     thinned
   */
  record Settings(int epochs, int window, int negatives, double rate, double subsample) {}

  private static final int SHARDS = 2;
  private static final int ROUND = 16_384;

  private final WordStream text;
  private final Settings settings;
  private final int size;
  private final float[] table; // [R, E]
  private final float[] contexts; // [V, E]
  private final NoiseWords noise;
  private final double[] keep; // [V] probability that an occurrence is used

  SkipGram(WordStream text, float[] table, float[] contexts, int size, Settings settings) {
    this.text = text;
    this.table = table;
    this.contexts = contexts;
    this.size = size;
    this.settings = settings;
    long[] counts = text.counts();
    this.noise = new NoiseWords(counts);
    this.keep = keep(counts);
  }

  private double[] keep(long[] counts) {
    double total = Arrays.stream(counts).sum();
    double[] chances =
        Arrays.stream(counts)
            .mapToDouble(count -> settings.subsample * total / count)
            .map(ratio -> Math.min(1, Math.sqrt(ratio) + ratio))
            .toArray();
    chances[Vocabulary.UNK] = 1; // many rare words, not one frequent word
    return chances;
  }

  /** One pass over the text; its randomness depends on the seed and the epoch's number alone. */
  void epoch(int epoch, long seed, LongConsumer wordsRead) {
    Shard[] shards = new Shard[SHARDS];
    for (int s = 0; s < SHARDS; s++) {
      long own = seed * 1_000_003 + epoch * 101L + s;
      shards[s] = new Shard(new SplittableRandom(own), s);
    }
    int share = (text.length() + SHARDS - 1) / SHARDS;
    for (int from = 0; from < share; from += ROUND) {
      double done = (epoch + (double) from / share) / settings.epochs;
      float rate = (float) (settings.rate * Math.max(1e-4, 1 - done));
      round(shards, from, Math.min(share, from + ROUND), rate);
      wordsRead.accept((long) SHARDS * (Math.min(share, from + ROUND) - from));
    }
  }

  private void round(Shard[] shards, int from, int to, float rate) {
    CompletableFuture<?>[] running = new CompletableFuture<?>[SHARDS];
    for (int s = 0; s < SHARDS; s++) {
      Shard shard = shards[s];
      running[s] = CompletableFuture.runAsync(() -> shard.learn(from, to, rate));
    }
    CompletableFuture.allOf(running).join();
    merge(table, shards[0].rows, shards[1].rows);
    merge(contexts, shards[0].words, shards[1].words);
  }

  /** Adds both shards' changes to the shared matrix and hands the sum back to both. */
  private void merge(float[] shared, Replica first, Replica second) {
    for (int row = 0; row < first.touched.length; row++) {
      if (first.touched[row] || second.touched[row]) {
        for (int i = row * size; i < (row + 1) * size; i++) {
          float sum = first.values[i] + second.values[i] - shared[i];
          shared[i] = sum;
          first.values[i] = sum;
          second.values[i] = sum;
        }
        first.touched[row] = false;
        second.touched[row] = false;
      }
    }
  }

  /** A shard's copy of a matrix, and which rows it has changed since the last merge. */
  private record Replica(float[] values, boolean[] touched) {
    static Replica of(float[] shared, int size) {
      return new Replica(shared.clone(), new boolean[shared.length / size]);
    }
  }

  /** One thread's part of the text, with its own copy of all that is learned. */
  private final class Shard {
    private final SplittableRandom random;
    private final int start;
    private final Replica rows = Replica.of(table, size);
    private final Replica words = Replica.of(contexts, size);
    private final float[] vector = new float[size];
    private final float[] error = new float[size];

    Shard(SplittableRandom random, int index) {
      this.random = random;
      this.start = index * ((text.length() + SHARDS - 1) / SHARDS);
    }

    void learn(int from, int to, float rate) {
      int end = Math.min(text.length(), start + to);
      for (int place = start + from; place < end; place++) {
        int type = text.at(place);
        if (type != WordStream.END && random.nextDouble() < keep[text.id(type)]) {
          learnAround(place, text.bag(type), rate);
        }
      }
    }

    private void learnAround(int place, int[] bag, float rate) {
      average(bag);
      Arrays.fill(error, 0);
      int reach = 1 + random.nextInt(settings.window);
      for (int step = -1; step <= 1; step += 2) {
        for (int i = 1; i <= reach; i++) {
          int near = place + step * i;
          if (near < 0 || near >= text.length() || text.at(near) == WordStream.END) {
            break;
          }
          predict(text.id(text.at(near)), rate);
        }
      }
      for (int row : bag) {
        Vectors.add(error, 0, 1, rows.values, row * size, size);
        rows.touched[row] = true;
      }
    }

    private void average(int[] bag) {
      Arrays.fill(vector, 0);
      for (int row : bag) {
        Vectors.add(rows.values, row * size, 1f / bag.length, vector, 0, size);
      }
    }

    private void predict(int word, float rate) {
      if (word == Vocabulary.UNK) {
        return;
      }
      pull(word, 1, rate);
      for (int n = 0; n < settings.negatives; n++) {
        int other = noise.draw(random);
        if (other != word) {
          pull(other, 0, rate);
        }
      }
    }

    private void pull(int word, float wanted, float rate) {
      int at = word * size;
      float score = Vectors.dot(vector, words.values, at, size);
      float step = rate * (wanted - Vectors.sigmoid(score));
      Vectors.add(words.values, at, step, error, 0, size);
      Vectors.add(vector, 0, step, words.values, at, size);
      words.touched[word] = true;
    }
  }
}
