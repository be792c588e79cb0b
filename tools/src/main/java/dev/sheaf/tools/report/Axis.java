package dev.sheaf.tools.report;

import java.util.ArrayList;
import java.util.List;

/// How numbers become places along one edge of a drawing.
///
/// @param min the number at the first end
/// @param max the number at the other
/// @param from the place of the first end
/// @param to the place of the other
record Axis(double min, double max, double from, double to) {
  private static final double[] STEPS = {1, 2, 5, 10};

  /// Numbers that are all the same have an axis, too.
  static Axis of(double min, double max, double from, double to) {
    if (min < max) {
      return new Axis(min, max, from, to);
    }
    double room = min == 0 ? 1 : Math.abs(min) / 2;
    return new Axis(min - room, min + room, from, to);
  }

  /// How many pixels a unit is long.
  double pixels() {
    return Math.abs(to - from) / 2 / (max / 2 - min / 2);
  }

  /// The same place with the same middle, where a unit is so many pixels long.
  Axis scaled(double pixels) {
    double half = Math.abs(to - from) / 2 / pixels;
    double middle = min / 2 + max / 2;
    return new Axis(middle - half, middle + half, from, to);
  }

  double at(double value) {
    // Halves, as the whole range of the largest numbers is more than there is.
    return from + (value / 2 - min / 2) / (max / 2 - min / 2) * (to - from);
  }

  /// A few round numbers.
  List<Double> ticks(int about) {
    double rough = max / about - min / about;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double candidate : STEPS) {
      if (candidate * power >= rough) {
        step = candidate * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    if (step > 0 && Double.isFinite(step)) {
      for (long i = (long) Math.ceil(min / step); i * step <= max && ticks.size() <= 2 * about; i++) {
        ticks.add(i * step);
      }
    }
    return ticks;
  }
}
