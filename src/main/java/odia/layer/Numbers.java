package odia.layer;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers of an array outside the heap as doubles, whether it holds floats or doubles. */
final class Numbers {

  private Numbers() {}

  /** A copy of all numbers in c order. */
  static double[] read(INDArray array) {
    INDArray plain = plain(array);
    double[] numbers = new double[Math.toIntExact(plain.length())];
    if (plain.dataType() == DataType.DOUBLE) {
      doubles(plain).get(numbers);
    } else {
      float[] floats = new float[numbers.length];
      floats(plain).get(floats);
      for (int i = 0; i < floats.length; i++) {
        numbers[i] = floats[i];
      }
    }
    return numbers;
  }

  /** Overwrites an array that is contiguous in c order. */
  static INDArray write(double[] numbers, INDArray into) {
    if (into.dataType() == DataType.DOUBLE) {
      doubles(into).put(numbers);
      return into;
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    floats(into).put(floats);
    return into;
  }

  /** The array itself where its memory is its content in c order, else such a copy. */
  static INDArray plain(INDArray array) {
    boolean known = array.dataType() == DataType.DOUBLE || array.dataType() == DataType.FLOAT;
    INDArray typed = known ? array : array.castTo(DataType.FLOAT);
    return isPlain(typed) ? typed : typed.dup('c');
  }

  private static boolean isPlain(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }

  static FloatBuffer floats(INDArray plain) {
    return plain.data().asNioFloat().slice();
  }

  static DoubleBuffer doubles(INDArray plain) {
    return plain.data().asNioDouble().slice();
  }
}
