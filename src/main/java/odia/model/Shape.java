package odia.model;

/**
 * The numbers that never change during a training: how wide and how deep.
 *
 * @param embedding width of a word vector, E, in 1..1024
 * @param hidden width of the states of each QRNN layer, H, in 1..4096
 * @param layers QRNN layers, in 1..8
 * @param headHidden width of the classifier head's hidden layer, in 1..4096
 */
public record Shape(int embedding, int hidden, int layers, int headHidden) {

  /** Small enough for one core to serve and for some 700 documents to tune. */
  public static final Shape DEFAULT = new Shape(100, 100, 1, 100);

  public Shape {
    check("embedding", embedding, 1024);
    check("hidden", hidden, 4096);
    check("layers", layers, 8);
    check("headHidden", headHidden, 4096);
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be in 1.." + most + ": " + value);
    }
  }
}
