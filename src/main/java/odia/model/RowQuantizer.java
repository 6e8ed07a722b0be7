package odia.model;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Stores a matrix as one signed byte a number and one scale a row: a quarter of the space, with an
 * error of at most 1/254 of the row's largest number.
 */
final class RowQuantizer {

  /**
   * @param codes [rows, columns] int8
   * @param scales [rows] float32; number = code * scale
   */
  record Quantized(Tensor codes, Tensor scales) {}

  private RowQuantizer() {}

  static Quantized quantize(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    byte[] codes = new byte[matrix.length];
    float[] scales = new float[rows];
    for (int row = 0; row < rows; row++) {
      scales[row] = largest(matrix, row * columns, columns) / 127;
      for (int i = row * columns; scales[row] > 0 && i < (row + 1) * columns; i++) {
        codes[i] = (byte) Math.round(matrix[i] / scales[row]);
      }
    }
    return new Quantized(
        new Tensor(Tensor.Type.I8, new long[] {rows, columns}, codes),
        Tensor.ofFloats(scales, rows));
  }

  private static float largest(float[] matrix, int from, int columns) {
    float largest = 0;
    for (float number : Arrays.copyOfRange(matrix, from, from + columns)) {
      if (!Float.isFinite(number)) {
        throw new IllegalArgumentException("A weight is not finite: the training diverged");
      }
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  static float[] restore(Quantized quantized) {
    FloatBuffer matrix = FloatBuffer.allocate(quantized.codes.bytes().length);
    restore(quantized, matrix);
    return matrix.array();
  }

  /** Writes the matrix row by row, so that it stands nowhere else. */
  static void restore(Quantized quantized, FloatBuffer matrix) {
    byte[] codes = quantized.codes.bytes();
    float[] scales = quantized.scales.floats();
    float[] numbers = new float[scales.length == 0 ? 0 : codes.length / scales.length];
    for (int row = 0; row < scales.length; row++) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = codes[row * numbers.length + i] * scales[row];
      }
      matrix.put(numbers);
    }
  }
}
