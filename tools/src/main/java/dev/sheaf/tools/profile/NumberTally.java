package dev.sheaf.tools.profile;

import dev.sheaf.array.Complex128Array;
import dev.sheaf.array.Complex64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.DType.Kind;
import dev.sheaf.schema.Shape;
import dev.sheaf.tools.profile.Magnitudes.Octave;
import dev.sheaf.tools.profile.NumberProfile.Finite;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Counts what numbers are like. The order in which they come makes no difference, not in the last bit. For one thread.
final class NumberTally {
  /// How many elements of an array are converted at a time.
  private static final int CHUNK = 4096;

  private static final int OCTAVES = 2048;

  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private final boolean integers;
  private final DyadicBins bins;
  private final long[] octaves = new long[2 * OCTAVES];

  /// How often each byte is there: where there are 256 numbers only, they are counted, and looked at in the end.
  private final long[] bytes = new long[256];

  private final DType dtype;
  private long nan;
  private long positiveInfinity;
  private long negativeInfinity;
  private long zeros;
  private long finite;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long minWhole = Long.MAX_VALUE;
  private long maxWhole = Long.MIN_VALUE;

  /// For numbers of `dtype`, which are no truth values.
  NumberTally(DType dtype) {
    this.dtype = dtype;
    integers = isInteger(dtype);
    bins = integers ? DyadicBins.ofIntegers() : DyadicBins.ofReals();
  }

  private static boolean isInteger(DType dtype) {
    return dtype.kind() == Kind.SIGNED || dtype.kind() == Kind.UNSIGNED;
  }

  void add(Number value) {
    if (integers) {
      whole(value.longValue());
    } else {
      real(value.doubleValue());
    }
  }

  /// Adds each element of an array of this dtype.
  void add(NdArray array) {
    switch (array) {
      case Complex64Array complex -> {
        for (long i = 0; i < complex.size(); i++) {
          real(Math.hypot(complex.realFlat(i), complex.imaginaryFlat(i)));
        }
      }
      case Complex128Array complex -> {
        for (long i = 0; i < complex.size(); i++) {
          real(Math.hypot(complex.realFlat(i), complex.imaginaryFlat(i)));
        }
      }
      default -> elements(array);
    }
  }

  private void elements(NdArray array) {
    MemorySegment segment = array.segment();
    switch (dtype) {
      case UINT8, INT8 -> {
        for (long i = 0; i < segment.byteSize(); i++) {
          bytes[segment.get(ValueLayout.JAVA_BYTE, i) & 0xFF]++;
        }
      }
      case INT64, UINT64 -> {
        for (long i = 0; i < array.size(); i++) {
          whole(segment.get(ValueLayout.JAVA_LONG_UNALIGNED, i * Long.BYTES));
        }
      }
      default -> {
        NdArray flat = array.reshape(Shape.of(array.size()));
        for (long from = 0; from < array.size(); from += CHUNK) {
          MemorySegment chunk =
              flat.slice(from, Math.min(from + CHUNK, array.size()))
                  .convertExactly(integers ? DType.INT64 : DType.FLOAT64)
                  .segment();
          for (long i = 0; i < chunk.byteSize(); i += Long.BYTES) {
            if (integers) {
              whole(chunk.get(ValueLayout.JAVA_LONG_UNALIGNED, i));
            } else {
              real(chunk.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i));
            }
          }
        }
      }
    }
  }

  private void real(double value) {
    if (Double.isNaN(value)) {
      nan++;
    } else if (Double.isInfinite(value)) {
      if (value > 0) {
        positiveInfinity++;
      } else {
        negativeInfinity++;
      }
    } else {
      finite++;
      sum.add(value);
      squares.addSquare(value);
      min = Math.min(min, value);
      max = Math.max(max, value);
      place(value, 1);
    }
  }

  private void whole(long value) {
    finite++;
    if (dtype == DType.UINT64) {
      sum.addUnsigned(value);
      squares.addUnsignedSquare(value);
      // Moved down, so that they compare as numbers with a sign do.
      extend(value ^ Long.MIN_VALUE);
      place(unsigned(value).doubleValue(), 1);
    } else {
      sum.add(value);
      squares.addSquare(value);
      extend(value);
      place((double) value, 1);
    }
  }

  private void extend(long value) {
    minWhole = Math.min(minWhole, value);
    maxWhole = Math.max(maxWhole, value);
  }

  private static BigInteger unsigned(long bits) {
    return bits >= 0 ? BigInteger.valueOf(bits) : new BigInteger(Long.toUnsignedString(bits));
  }

  private void place(double value, long times) {
    bins.add(value, times);
    if (value == 0) {
      zeros += times;
    } else {
      long bits = Double.doubleToRawLongBits(value);
      octaves[(int) (bits >>> 52)] += times;
    }
  }

  /// Adds what another one has collected, of the same dtype or as real numbers.
  void add(NumberTally other) {
    other.countBytes();
    countBytes();
    sum.add(other.sum);
    squares.add(other.squares);
    bins.add(other.bins);
    for (int i = 0; i < octaves.length; i++) {
      octaves[i] += other.octaves[i];
    }
    nan += other.nan;
    positiveInfinity += other.positiveInfinity;
    negativeInfinity += other.negativeInfinity;
    zeros += other.zeros;
    finite += other.finite;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    minWhole = Math.min(minWhole, other.minWhole);
    maxWhole = Math.max(maxWhole, other.maxWhole);
  }

  private void countBytes() {
    for (int i = 0; i < bytes.length; i++) {
      long times = bytes[i];
      if (times > 0) {
        long value = dtype == DType.INT8 ? (byte) i : i;
        finite += times;
        sum.add(value * times);
        squares.add(value * value * times);
        extend(value);
        place((double) value, times);
        bytes[i] = 0;
      }
    }
  }

  NumberProfile profile() {
    countBytes();
    long count = finite + nan + positiveInfinity + negativeInfinity;
    Optional<Finite> range =
        finite == 0
            ? Optional.empty()
            : Optional.of(
                new Finite(
                    number(min, minWhole),
                    number(max, maxWhole),
                    Moments.mean(sum, finite),
                    Moments.deviation(sum, squares, finite),
                    bins.histogram(),
                    magnitudes()));
    return new NumberProfile(count, nan, positiveInfinity, negativeInfinity, zeros, range);
  }

  /// The numbers of several: of one dtype as they are; of several, as where arrays say their own, as real numbers.
  static Optional<NumberProfile> together(Collection<NumberTally> tallies) {
    if (tallies.isEmpty()) {
      return Optional.empty();
    }
    NumberTally all = tallies.iterator().next();
    if (tallies.size() > 1) {
      all = new NumberTally(DType.FLOAT64);
      for (NumberTally each : tallies) {
        each.countBytes();
        if (each.integers && each.finite > 0) {
          all.min = Math.min(all.min, each.number(0, each.minWhole).doubleValue());
          all.max = Math.max(all.max, each.number(0, each.maxWhole).doubleValue());
        }
        all.add(each);
      }
    }
    return Optional.of(all.profile());
  }

  private Number number(double real, long whole) {
    return switch (dtype) {
      case UINT64 -> unsigned(whole ^ Long.MIN_VALUE);
      case UINT8, UINT16, UINT32, INT8, INT16, INT32, INT64 -> whole;
      case FLOAT16, BFLOAT16, FLOAT32 -> (float) real;
      case FLOAT64, COMPLEX64, COMPLEX128 -> real;
      case BOOL -> throw new IllegalStateException("expected numbers, found truth values");
    };
  }

  private Magnitudes magnitudes() {
    List<Octave> found = new ArrayList<>();
    for (int i = OCTAVES - 1; i >= 0; i--) {
      octave(true, i, octaves[OCTAVES + i], found);
    }
    for (int i = 0; i < OCTAVES; i++) {
      octave(false, i, octaves[i], found);
    }
    return new Magnitudes(found);
  }

  private static void octave(boolean negative, int biased, long count, List<Octave> found) {
    if (count > 0) {
      found.add(new Octave(negative, Math.max(1, biased) - 1023, count));
    }
  }
}
