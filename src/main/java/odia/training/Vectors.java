package odia.training;

/** Float loops in the form the JIT compiler vectorises. */
final class Vectors {

  private Vectors() {}

  /** to[j + i] += scale * from[k + i] for i in 0..n-1. */
  static void add(float[] from, int k, float scale, float[] to, int j, int n) {
    for (int i = 0; i < n; i++) {
      to[j + i] += scale * from[k + i];
    }
  }

  /** Sum of a[i] * b[at + i]; four sums at once, since one alone waits for itself. */
  static float dot(float[] a, float[] b, int at, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[i] * b[at + i];
      s1 += a[i + 1] * b[at + i + 1];
      s2 += a[i + 2] * b[at + i + 2];
      s3 += a[i + 3] * b[at + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i] * b[at + i];
    }
    return s0 + s1 + (s2 + s3);
  }

  static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
