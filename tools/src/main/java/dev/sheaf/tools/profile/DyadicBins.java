package dev.sheaf.tools.profile;

import java.util.ArrayList;
import java.util.List;

/// A histogram that widens its bins as numbers come that lie outside.
///
/// A bin begins at a multiple of its width, and its width is a power of two: the smallest for which the smallest and
/// the largest number are less than 2048 bins apart. It depends on those two only, and a wide bin is exactly two
/// narrower ones; so the order of the numbers makes no difference. For one thread.
final class DyadicBins {
  /// A power of two, so that the lower bits of a bin's number are its place.
  static final int LIMIT = 2048;

  /// No bin is narrower where numbers are real: what is closer to zero is in the bins next to it.
  private static final int FINEST = -1000;

  private static final double EXACT = 0x1p53;

  private final int finest;
  private int exponent;
  private double scale;
  private long first;
  private long last = -1;
  private long[] counts = {};

  private DyadicBins(int finest) {
    this.finest = finest;
  }

  static DyadicBins ofIntegers() {
    return new DyadicBins(0);
  }

  static DyadicBins ofReals() {
    return new DyadicBins(FINEST);
  }

  /// Adds a finite number `times` times.
  void add(double value, long times) {
    if (counts.length == 0) {
      counts = new long[LIMIT];
      widthOf(needed(value));
      first = key(value);
      last = first;
    } else if (Math.abs(value * scale) >= EXACT) {
      widen(needed(value));
    }
    long key = key(value);
    while (Math.max(last, key) - Math.min(first, key) >= LIMIT) {
      widen(exponent + 1);
      key = key(value);
    }
    first = Math.min(first, key);
    last = Math.max(last, key);
    counts[(int) key & LIMIT - 1] += times;
  }

  /// Adds what another one has collected.
  void add(DyadicBins other) {
    if (other.counts.length == 0) {
      return;
    }
    if (counts.length == 0) {
      counts = other.counts.clone();
      first = other.first;
      last = other.last;
      widthOf(other.exponent);
      return;
    }
    if (other.exponent > exponent) {
      widen(other.exponent);
    }
    int shift = Math.min(exponent - other.exponent, 63);
    long from = other.first >> shift;
    long to = other.last >> shift;
    while (Math.max(last, to) - Math.min(first, from) >= LIMIT) {
      widen(exponent + 1);
      shift = Math.min(shift + 1, 63);
      from = other.first >> shift;
      to = other.last >> shift;
    }
    for (long key = other.first; key <= other.last; key++) {
      counts[(int) (key >> shift) & LIMIT - 1] += other.counts[(int) key & LIMIT - 1];
    }
    first = Math.min(first, from);
    last = Math.max(last, to);
  }

  /// The width at which a number is less than 2^53 bins from zero.
  private int needed(double value) {
    return Math.max(finest, Math.getExponent(value) - 52);
  }

  private void widthOf(int power) {
    exponent = power;
    scale = Math.scalb(1.0, -power);
  }

  private long key(double value) {
    long key = (long) Math.floor(value * scale);
    // A small negative number may become zero when it is scaled.
    return value < 0 && key == 0 ? -1 : key;
  }

  private void widen(int power) {
    int shift = Math.min(power - exponent, 63);
    if (shift <= 0) {
      return;
    }
    long[] wide = new long[LIMIT];
    for (long key = first; key <= last; key++) {
      wide[(int) (key >> shift) & LIMIT - 1] += counts[(int) key & LIMIT - 1];
    }
    counts = wide;
    first >>= shift;
    last >>= shift;
    widthOf(power);
  }

  Histogram histogram() {
    List<Long> bins = new ArrayList<>();
    for (long key = first; key <= last; key++) {
      bins.add(counts[(int) key & LIMIT - 1]);
    }
    double width = counts.length == 0 ? 1 : Math.scalb(1.0, exponent);
    return new Histogram(first * width, width, bins);
  }
}
