package dev.sheaf.examples.pointcloud;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/// A simulation as it looks from outside: it takes memory and sizes, and knows nothing of Sheaf.
///
/// It finds the point on which the load of each cloud rests.
final class LoadCentres {
  private static final int AXES = 3;

  private LoadCentres() {}

  /// Clouds end to end: cloud `i` has the points from `offsets[i]` to `offsets[i + 1]`.
  ///
  /// @param points three numbers for each point
  /// @param load one number for each point
  /// @return three numbers for each cloud
  static float[] ofRagged(FloatBuffer points, FloatBuffer load, LongBuffer offsets) {
    int clouds = offsets.remaining() - 1;
    float[] centres = new float[clouds * AXES];
    for (int cloud = 0; cloud < clouds; cloud++) {
      centre(points, load, (int) offsets.get(cloud), (int) offsets.get(cloud + 1), centres, cloud);
    }
    return centres;
  }

  /// Clouds of one length, padded with points that bear no load.
  ///
  /// @return three numbers for each cloud
  static float[] ofPadded(FloatBuffer points, FloatBuffer load, int clouds, int longest) {
    float[] centres = new float[clouds * AXES];
    for (int cloud = 0; cloud < clouds; cloud++) {
      centre(points, load, cloud * longest, (cloud + 1) * longest, centres, cloud);
    }
    return centres;
  }

  private static void centre(FloatBuffer points, FloatBuffer load, int from, int to, float[] centres, int cloud) {
    float total = 0;
    for (int point = from; point < to; point++) {
      total += load.get(point);
      for (int axis = 0; axis < AXES; axis++) {
        centres[cloud * AXES + axis] += load.get(point) * points.get(point * AXES + axis);
      }
    }
    for (int axis = 0; axis < AXES; axis++) {
      centres[cloud * AXES + axis] /= total;
    }
  }
}
