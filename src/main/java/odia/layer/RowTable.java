package odia.layer;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of a matrix [rows, width] outside the heap, read and added to in place. */
final class RowTable {

  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final int width;

  /** A view: the matrix must be contiguous in c order. */
  RowTable(INDArray matrix) {
    boolean isDouble = matrix.dataType() == DataType.DOUBLE;
    floats = isDouble ? null : Numbers.floats(matrix);
    doubles = isDouble ? Numbers.doubles(matrix) : null;
    width = Math.toIntExact(matrix.size(1));
  }

  /** sum[at + i] += row[i] */
  void addTo(int row, double[] sum, int at) {
    int from = row * width;
    if (floats != null) {
      for (int i = 0; i < width; i++) {
        sum[at + i] += floats.get(from + i);
      }
    } else {
      for (int i = 0; i < width; i++) {
        sum[at + i] += doubles.get(from + i);
      }
    }
  }

  /** row[i] += scale * values[at + i] */
  void add(int row, double scale, double[] values, int at) {
    int from = row * width;
    if (floats != null) {
      for (int i = 0; i < width; i++) {
        floats.put(from + i, (float) (floats.get(from + i) + scale * values[at + i]));
      }
    } else {
      for (int i = 0; i < width; i++) {
        doubles.put(from + i, doubles.get(from + i) + scale * values[at + i]);
      }
    }
  }
}
