package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.math.BigInteger;

/// The smallest and the largest value of the integer dtypes, and of bool, whose values are 0 and 1.
final class IntegerRange {
  private IntegerRange() {}

  static BigInteger min(DType dtype) {
    return dtype.kind() == DType.Kind.SIGNED
        ? BigInteger.ONE.shiftLeft(8 * dtype.byteSize() - 1).negate()
        : BigInteger.ZERO;
  }

  static BigInteger max(DType dtype) {
    int bits =
        switch (dtype.kind()) {
          case BOOL -> 1;
          case SIGNED -> 8 * dtype.byteSize() - 1;
          case UNSIGNED, FLOAT, COMPLEX -> 8 * dtype.byteSize();
        };
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }
}
