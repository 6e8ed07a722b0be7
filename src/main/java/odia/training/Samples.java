package odia.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import odia.corpus.LabelledText;
import odia.model.LabelSet;
import odia.text.EncodedText;
import odia.text.TextEncoder;

/**
 * The labelled texts of a fine-tuning as the network reads them, and what an epoch is made of: all
 * Odia texts and, drawn anew each time, some of the related languages' ones.
 *
 * @param relatedPerEpoch how many of the related ones
 */
record Samples(List<Sample> odia, List<Sample> related, int relatedPerEpoch) {

  /** Longest document in training, in words; pooling makes longer ones teach little more. */
  private static final int MAX_WORDS = 200;

  /** Batches among which texts are sorted by length: enough to leave little padding. */
  private static final int POOL = 10;

  /** A text as ids, and the index of its label. */
  record Sample(EncodedText text, int label) {}

  /**
   * @param share related texts in an epoch, per Odia text
   */
  static Samples of(FineTuneData data, LabelSet labels, TextEncoder encoder, double share) {
    List<Sample> odia = encode(data.train(), labels, encoder);
    List<Sample> related = encode(data.related(), labels, encoder);
    return new Samples(odia, related, Math.min(related.size(), (int) (share * odia.size())));
  }

  private static List<Sample> encode(
      List<LabelledText> texts, LabelSet labels, TextEncoder encoder) {
    List<Sample> samples = new ArrayList<>();
    for (LabelledText text : texts) {
      int label = labels.indexOf(text.label());
      if (label < 0) {
        throw new TrainingException(
            "related text %s has the label %s, which no Odia training text has"
                .formatted(text.id(), text.label()));
      }
      samples.add(new Sample(encoder.encode(text.text(), MAX_WORDS), label));
    }
    return samples;
  }

  /**
   * The texts of one epoch, so many in a batch, the last may be smaller; batches and what is in
   * them in random order, but texts of about one length together: a batch is as long as its longest
   * text, and the rest of it, padding, costs as much time as words.
   */
  List<List<Sample>> epoch(Random random, int batch) {
    List<Sample> drawn = new ArrayList<>(related);
    Collections.shuffle(drawn, random);
    List<Sample> epoch = new ArrayList<>(drawn.subList(0, relatedPerEpoch));
    epoch.addAll(odia);
    Collections.shuffle(epoch, random);
    List<List<Sample>> batches = new ArrayList<>();
    for (List<Sample> pool : slices(epoch, POOL * batch)) {
      pool.sort(Comparator.comparingInt(sample -> sample.text().length()));
      batches.addAll(slices(pool, batch));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private static List<List<Sample>> slices(List<Sample> samples, int size) {
    List<List<Sample>> slices = new ArrayList<>();
    for (int from = 0; from < samples.size(); from += size) {
      slices.add(samples.subList(from, Math.min(samples.size(), from + size)));
    }
    return slices;
  }

  /** The rows of the n-gram table that the texts use. */
  TouchedRows touchedRows() {
    return new TouchedRows(
        Stream.concat(odia.stream(), related.stream()).map(Sample::text).toList());
  }

  /** The same texts with places in the small table for places in the whole one. */
  Samples renumbered(TouchedRows touched) {
    return new Samples(renumbered(odia, touched), renumbered(related, touched), relatedPerEpoch);
  }

  private static List<Sample> renumbered(List<Sample> samples, TouchedRows touched) {
    return samples.stream().map(s -> new Sample(touched.renumber(s.text()), s.label())).toList();
  }
}
