package odia.model;

import java.util.ArrayList;
import java.util.List;
import odia.layer.NgramEmbedding;
import odia.layer.Qrnn;

/**
 * The part of a network that knows the language: n-gram embedding and QRNN stack, shared by every
 * head. Its vertices are named {@code body/…}; parameters move from network to network by these
 * names.
 */
public final class Body {

  static final String PREFIX = "body/";
  public static final String EMBEDDING = PREFIX + "embedding";
  static final String RECURRENT = PREFIX + "qrnn-";

  /** DL4J's name of the n-gram table among a network's parameters. */
  public static final String TABLE = EMBEDDING + "_W";

  private Body() {}

  static String qrnn(int layer) {
    return RECURRENT + layer;
  }

  /**
   * The body's layer groups, from the input up: what freezing and discriminative rates speak of.
   */
  public static List<String> groups(Shape shape) {
    List<String> groups = new ArrayList<>(List.of(EMBEDDING));
    for (int layer = 1; layer <= shape.layers(); layer++) {
      groups.add(qrnn(layer));
    }
    return groups;
  }

  /** The vertex whose states are the body's output, [B, T, H]. */
  static String top(Shape shape) {
    return qrnn(shape.layers());
  }

  static void addTo(NetworkBuilder network) {
    Shape shape = network.shape();
    network.add(
        EMBEDDING, new NgramEmbedding(network.tableRows(), shape.embedding()), NetworkBuilder.IDS);
    for (int layer = 1; layer <= shape.layers(); layer++) {
      int in = layer == 1 ? shape.embedding() : shape.hidden();
      network.add(
          qrnn(layer), new Qrnn(in, shape.hidden()), layer == 1 ? EMBEDDING : qrnn(layer - 1));
    }
  }
}
