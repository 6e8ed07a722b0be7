package odia.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What is gained by leaving the unsure documents to people: the accuracy on the most confident
 * ones.
 *
 * @param share of the documents that keep their label without a look, in (0, 1]
 * @param confidence least confidence among them
 * @param accuracy on them
 */
public record Coverage(double share, double confidence, double accuracy) {

  /** At 100, 90, 80 and 70 % of the documents. */
  static List<Coverage> of(List<Scored> scored) {
    List<Scored> surest =
        scored.stream()
            .sorted(
                Comparator.comparingDouble((Scored s) -> s.prediction().confidence()).reversed())
            .toList();
    return DoubleStream.of(1, 0.9, 0.8, 0.7).mapToObj(share -> at(share, surest)).toList();
  }

  private static Coverage at(double share, List<Scored> surest) {
    List<Scored> kept = surest.subList(0, Math.max(1, (int) Math.round(share * surest.size())));
    return new Coverage(
        share,
        kept.get(kept.size() - 1).prediction().confidence(),
        kept.stream().mapToDouble(s -> s.right() ? 1 : 0).average().orElse(0));
  }
}
