package dev.sheaf.random;

/// In which order values ascend, without boxes: a merge sort of their indices, so that equal values keep their order.
final class Ascending {
  private Ascending() {}

  /// The indices of the values, the least first; NaN comes last.
  static int[] order(double[] values) {
    int[] from = new int[values.length];
    for (int i = 0; i < from.length; i++) {
      from[i] = i;
    }
    int[] to = new int[from.length];
    for (long width = 1; width < from.length; width *= 2) {
      for (long start = 0; start < from.length; start += 2 * width) {
        int middle = (int) Math.min(from.length, start + width);
        int end = (int) Math.min(from.length, start + 2 * width);
        merge(values, from, to, (int) start, middle, end);
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  private static void merge(double[] values, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          right == end || (left < middle && Double.compare(values[from[left]], values[from[right]]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
