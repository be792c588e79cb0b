package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.array.ScalarElements;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Takes a number of any of Java's types as one of a declared type.
final class FoundNumber {
  private FoundNumber() {}

  /// Whether it is a whole number, whatever its size.
  static boolean isWhole(Number number) {
    return switch (number) {
      case Byte _, Short _, Integer _, Long _, BigInteger _ -> true;
      case BigDecimal decimal -> decimal.stripTrailingZeros().scale() <= 0;
      default -> number.doubleValue() == Math.rint(number.doubleValue()) && Double.isFinite(number.doubleValue());
    };
  }

  /// A whole number in the range of a Java type.
  ///
  /// @throws ArithmeticException if it is none; the message says what is expected
  static long toLong(Number number, Scalar scalar) {
    if (!isWhole(number)) {
      throw new ArithmeticException("a whole number");
    }
    BigInteger least = IntegerRange.min(scalar.dtype());
    BigInteger most = IntegerRange.max(scalar.dtype());
    BigInteger whole = whole(number);
    if (whole.compareTo(least) < 0 || whole.compareTo(most) > 0) {
      throw new ArithmeticException("a number from %s to %s (%s)".formatted(least, most, scalar.javaName()));
    }
    return whole.longValue();
  }

  private static BigInteger whole(Number number) {
    return switch (number) {
      case BigInteger integer -> integer;
      case BigDecimal decimal -> decimal.toBigInteger();
      case Float _, Double _ -> new BigDecimal(number.doubleValue()).toBigInteger();
      default -> BigInteger.valueOf(number.longValue());
    };
  }

  /// A number, rounded to a Java type.
  ///
  /// @throws ArithmeticException if a finite number would become infinite; the message says what is expected
  static double toDouble(Number number, Scalar scalar) {
    double value = scalar == Scalar.FLOAT ? number.floatValue() : number.doubleValue();
    boolean wasInfinite = (number instanceof Float || number instanceof Double) && Double.isInfinite(number.doubleValue());
    if (Double.isInfinite(value) && !wasInfinite) {
      throw new ArithmeticException("a number that fits " + scalar.javaName());
    }
    return value;
  }

  /// The element of an array without axes: a boolean, a number, or its text where it is a complex one.
  static Object element(NdArray array) {
    DType dtype = array.dtype();
    return switch (dtype) {
      case BOOL -> new ScalarElements(Scalar.BOOLEAN, array.segment()).get(0);
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 ->
          new ScalarElements(Scalar.LONG, array.convertExactly(DType.INT64).segment()).get(0);
      case UINT64 -> {
        long bits = (long) new ScalarElements(Scalar.LONG, array.segment()).get(0);
        yield bits >= 0 ? bits : new BigInteger(Long.toUnsignedString(bits));
      }
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 ->
          new ScalarElements(Scalar.DOUBLE, array.convertExactly(DType.FLOAT64).segment()).get(0);
      case COMPLEX64, COMPLEX128 -> array;
    };
  }
}
