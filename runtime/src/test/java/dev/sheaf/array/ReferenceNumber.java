package dev.sheaf.array;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.DType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A number as mathematics knows it, or one of the three that it does not; what conversions are held against.
///
/// An element is a list of them: one number, or two for a complex one.
sealed interface ReferenceNumber {
  /// A number, of which only a zero has a sign beside its value.
  ///
  /// @param negative the sign of a zero; other values have their own
  record Finite(BigDecimal value, boolean negative) implements ReferenceNumber {}

  record Infinite(boolean negative) implements ReferenceNumber {}

  record NotANumber() implements ReferenceNumber {}

  ReferenceNumber ZERO = new Finite(BigDecimal.ZERO, false);

  static ReferenceNumber of(double value) {
    if (Double.isNaN(value)) {
      return new NotANumber();
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return Double.isInfinite(value) ? new Infinite(negative) : new Finite(new BigDecimal(value), negative);
  }

  static ReferenceNumber of(BigInteger value) {
    return new Finite(new BigDecimal(value), value.signum() < 0);
  }

  /// How a binary floating-point type is made.
  ///
  /// @param digits the bits of its significand, with the first
  /// @param minExponent of the last bit of its smallest numbers
  /// @param maxExponent all its numbers are below two to this
  record Format(int digits, int minExponent, int maxExponent) {
    static Format of(DType dtype) {
      return switch (dtype) {
        case FLOAT16 -> new Format(11, -24, 16);
        case BFLOAT16 -> new Format(8, -133, 128);
        case FLOAT32, COMPLEX64 -> new Format(24, -149, 128);
        case FLOAT64, COMPLEX128 -> new Format(53, -1074, 1024);
        default -> throw new IllegalArgumentException("expected a floating-point dtype, found " + dtype);
      };
    }

    /// The nearest number, half to even; empty where that is infinite.
    Optional<BigDecimal> nearest(BigDecimal value) {
      if (value.signum() == 0) {
        return Optional.of(BigDecimal.ZERO);
      }
      // The last bit of a number with as many digits as fit; a first guess that is then put right.
      int exponent = Math.getExponent(value.abs().min(BigDecimal.valueOf(Double.MAX_VALUE)).doubleValue());
      while (value.abs().compareTo(power(exponent + 1)) >= 0) {
        exponent++;
      }
      while (value.abs().compareTo(power(exponent)) < 0) {
        exponent--;
      }
      int last = Math.max(exponent - digits + 1, minExponent);
      BigDecimal units = value.divide(power(last)).setScale(0, RoundingMode.HALF_EVEN);
      BigDecimal rounded = units.multiply(power(last));
      return rounded.abs().compareTo(power(maxExponent)) >= 0 ? Optional.empty() : Optional.of(rounded);
    }
  }

  private static BigDecimal power(int exponent) {
    BigDecimal two = BigDecimal.valueOf(2);
    // Dividing by a power of two ends after as many decimals as its exponent says.
    return exponent >= 0 ? two.pow(exponent) : BigDecimal.ONE.divide(two.pow(-exponent));
  }

  /// The element in another dtype; empty where it is to be refused.
  static Optional<List<ReferenceNumber>> convert(List<ReferenceNumber> element, DType to, boolean exact) {
    if (element.size() == 2 && to.kind() != Kind.COMPLEX) {
      boolean real = element.getLast() instanceof Finite(BigDecimal value, _) && value.signum() == 0;
      return real ? convert(List.of(element.getFirst()), to, exact) : Optional.empty();
    }
    List<ReferenceNumber> converted = new ArrayList<>();
    for (ReferenceNumber part : element) {
      Optional<ReferenceNumber> number = convertPart(part, to, exact);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      converted.add(number.get());
    }
    if (to.kind() == Kind.COMPLEX && converted.size() == 1) {
      converted.add(ZERO);
    }
    return Optional.of(converted);
  }

  private static Optional<ReferenceNumber> convertPart(ReferenceNumber part, DType to, boolean exact) {
    boolean whole = to.kind().compareTo(Kind.FLOAT) < 0;
    if (!(part instanceof Finite(BigDecimal value, boolean negative))) {
      return whole ? Optional.empty() : Optional.of(part);
    }
    // An integer 0 has no sign.
    Optional<BigDecimal> nearest =
        whole
            ? Optional.of(value.setScale(0, RoundingMode.HALF_EVEN)).filter(number -> isInRange(number, to))
            : Format.of(to).nearest(value);
    return nearest
        .filter(number -> !exact || number.compareTo(value) == 0)
        .map(number -> whole ? of(number.toBigIntegerExact()) : new Finite(number, negative));
  }

  private static boolean isInRange(BigDecimal whole, DType dtype) {
    return whole.toBigInteger().compareTo(min(dtype)) >= 0 && whole.toBigInteger().compareTo(max(dtype)) <= 0;
  }

  private static BigInteger min(DType dtype) {
    return dtype.kind() == Kind.SIGNED ? BigInteger.TWO.pow(8 * dtype.byteSize() - 1).negate() : BigInteger.ZERO;
  }

  private static BigInteger max(DType dtype) {
    int bits = dtype == DType.BOOL ? 1 : 8 * dtype.byteSize() - (dtype.kind() == Kind.SIGNED ? 1 : 0);
    return BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
  }

  /// Elements of a dtype that are hard for others: what lies on both sides of every limit, middles, and what is no
  /// number.
  static List<List<ReferenceNumber>> elements(DType dtype) {
    Set<ReferenceNumber> numbers = new LinkedHashSet<>();
    for (ReferenceNumber candidate : candidates()) {
      convertPart(candidate, dtype, false).ifPresent(numbers::add);
    }
    if (dtype.kind() != Kind.COMPLEX) {
      return numbers.stream().map(List::of).toList();
    }
    List<List<ReferenceNumber>> pairs = new ArrayList<>();
    for (ReferenceNumber number : numbers) {
      pairs.add(List.of(number, ZERO));
      pairs.add(List.of(number, of(-0.0)));
      pairs.add(List.of(ZERO, number));
      pairs.add(List.of(of(1.5), number));
    }
    return pairs;
  }

  private static List<ReferenceNumber> candidates() {
    List<ReferenceNumber> candidates = new ArrayList<>();
    for (double value :
        new double[] {
          0, -0.0, 0.1, 0.25, 0.5, 1.5, 2.5, 3.5, 0.49999999999999994, 1 / 3.0, Math.PI, Double.NaN,
          Double.POSITIVE_INFINITY, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, Float.MIN_VALUE,
          Float.MIN_NORMAL, Float.MAX_VALUE, 0x1p-24, 0x1p-25, 0x1.8p-25, 0x1p-133, 0x1p-134, 65504, 65519.99, 65520,
          0x1.fep127, 0x1.ffp127, 0x1.ffffffp127, 0x1.fffffefffffffp127, 1e-300, 1e300, 254.5, 255.5, 127.5, 32767.5,
          65535.5, 2147483647.5, 4294967295.5
        }) {
      candidates.add(of(value));
      candidates.add(of(-value));
      candidates.add(of(Math.nextUp(value)));
      candidates.add(of(-Math.nextUp(value)));
      candidates.add(of(Math.nextDown(value)));
    }
    for (int bits : new int[] {0, 1, 7, 8, 9, 11, 12, 15, 16, 17, 24, 25, 26, 31, 32, 33, 53, 54, 55, 62, 63, 64, 65}) {
      for (int step = -3; step <= 3; step++) {
        BigInteger value = BigInteger.TWO.pow(bits).add(BigInteger.valueOf(step));
        candidates.add(of(value));
        candidates.add(of(value.negate()));
      }
    }
    // Middles between two floats and between two doubles, and what lies a little beside them.
    for (BigInteger base : List.of(BigInteger.TWO.pow(62), BigInteger.TWO.pow(63))) {
      for (int bit : new int[] {9, 10, 37, 38, 39, 53, 54}) {
        for (int step = -1; step <= 1; step++) {
          BigInteger middle = base.add(BigInteger.TWO.pow(bit)).add(BigInteger.valueOf(step));
          candidates.add(of(middle));
          candidates.add(of(middle.negate()));
          candidates.add(of(middle.add(BigInteger.TWO.pow(bit + 1))));
        }
      }
    }
    return candidates;
  }

  /// Writes an element as it is in memory; its numbers are ones that the dtype has.
  static void write(List<ReferenceNumber> element, DType dtype, byte[] target, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(target).order(ByteOrder.nativeOrder()).position(at);
    for (ReferenceNumber part : element) {
      switch (dtype) {
        case BOOL, UINT8, INT8 -> buffer.put((byte) whole(part));
        case UINT16, INT16 -> buffer.putShort((short) whole(part));
        case UINT32, INT32 -> buffer.putInt((int) whole(part));
        case UINT64, INT64 -> buffer.putLong(whole(part));
        // All numbers of the 16-bit types are floats, which are cut or have a conversion of their own.
        case FLOAT16 -> buffer.putShort(Float.floatToFloat16((float) real(part)));
        case BFLOAT16 -> buffer.putShort((short) (Float.floatToRawIntBits((float) real(part)) >>> 16));
        case FLOAT32, COMPLEX64 -> buffer.putFloat((float) real(part));
        case FLOAT64, COMPLEX128 -> buffer.putDouble(real(part));
      }
    }
  }

  private static long whole(ReferenceNumber number) {
    return ((Finite) number).value().toBigIntegerExact().longValue();
  }

  private static double real(ReferenceNumber number) {
    return switch (number) {
      case NotANumber() -> Double.NaN;
      case Infinite(boolean negative) -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case Finite(BigDecimal value, boolean negative) ->
          value.signum() == 0 ? (negative ? -0.0 : 0.0) : value.doubleValue();
    };
  }
}
