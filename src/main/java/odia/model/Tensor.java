package odia.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers as a checkpoint stores them: little-endian, in c order.
 *
 * @param type how a number is stored
 * @param shape sizes, none negative
 * @param bytes the content; shared, not copied: do not change it
 */
public record Tensor(Type type, long[] shape, byte[] bytes) {

  /** The number types of a checkpoint, named as in the safetensors format. */
  public enum Type {
    F32(4),
    F16(2),
    I8(1),
    U8(1);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  public Tensor {
    if (Math.multiplyExact(length(shape), type.bytes) != bytes.length) {
      throw new IllegalArgumentException(
          "A tensor of shape "
              + Arrays.toString(shape)
              + " is not "
              + bytes.length
              + " bytes of "
              + type);
    }
  }

  private static long length(long[] shape) {
    long length = 1;
    for (long size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException("A tensor's size is negative: " + size);
      }
      length = Math.multiplyExact(length, size);
    }
    return length;
  }

  public static Tensor ofFloats(float[] numbers, long... shape) {
    ByteBuffer buffer = little(numbers.length * 4);
    buffer.asFloatBuffer().put(numbers);
    return new Tensor(Type.F32, shape, buffer.array());
  }

  /** Rounds to half precision: 11 bits of precision, largest number 65504. */
  static Tensor ofHalves(float[] numbers, long... shape) {
    ByteBuffer buffer = little(numbers.length * 2);
    for (float number : numbers) {
      buffer.putShort(Half.of(number));
    }
    return new Tensor(Type.F16, shape, buffer.array());
  }

  static Tensor ofBytes(byte[] bytes) {
    return new Tensor(Type.U8, new long[] {bytes.length}, bytes);
  }

  /** The numbers of an F32 or F16 tensor. */
  public float[] floats() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[bytes.length / type.bytes];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (type) {
            case F32 -> buffer.getFloat();
            case F16 -> Half.toFloat(buffer.getShort());
            case I8, U8 -> throw new IllegalStateException(type + " tensors hold no floats");
          };
    }
    return numbers;
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
