package com.acme;

import java.nio.FloatBuffer;

/// Stands where a real model would: it takes memory and a shape, and knows nothing of where they come from.
final class Model {
  /// The mean height of each scan, which is what this model knows.
  ///
  /// @param points a direct buffer in native byte order, row-major
  /// @param shape (scans, points, 3)
  /// @param lengths how many points each scan has; the others are padding
  float[] run(FloatBuffer points, long[] shape, long[] lengths) {
    float[] heights = new float[(int) shape[0]];
    for (int scan = 0; scan < heights.length; scan++) {
      for (int point = 0; point < lengths[scan]; point++) {
        heights[scan] += points.get((int) ((scan * shape[1] + point) * shape[2] + 2)) / lengths[scan];
      }
    }
    return heights;
  }
}
