package odia.model;

/** IEEE 754 half precision, which the JDK converts itself only from version 20 on. */
final class Half {

  private Half() {}

  /**
   * Rounds to nearest, ties to even; beyond 65504 the largest half, so that weights stay finite.
   */
  static short of(float value) {
    if (Float.isNaN(value)) {
      throw new IllegalArgumentException("A weight is not a number");
    }
    int sign = Float.floatToIntBits(value) >>> 16 & 0x8000;
    float size = Math.min(Math.abs(value), 65504f);
    if (size < 0x1p-14f) { // subnormal: a whole number of 2^-24
      return (short) (sign | (int) Math.rint(size * 0x1p24f));
    }
    int bits = Float.floatToIntBits(size);
    int rounded = bits + 0xFFF + (bits >>> 13 & 1);
    return (short) (sign | Math.min(0x7BFF, (rounded - (112 << 23)) >>> 13));
  }

  static float toFloat(short half) {
    int exponent = half >>> 10 & 0x1F;
    int fraction = half & 0x3FF;
    float size =
        exponent == 0
            ? fraction * 0x1p-24f
            : Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
    return half < 0 ? -size : size;
  }
}
