package dev.sheaf.schema;

import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// Between which numbers a value must lie, in the keywords of JSON Schema.
///
/// @param min the lower bound, if there is one
/// @param minIncluded whether the lower bound itself is allowed
/// @param max the upper bound, if there is one
/// @param maxIncluded whether the upper bound itself is allowed
record NumberBounds(Optional<BigDecimal> min, boolean minIncluded, Optional<BigDecimal> max, boolean maxIncluded) {
  /// Whole numbers longer than this are written with an exponent.
  private static final int PLAIN_DIGITS = 20;

  /// Reads as the largest double, and is not below it for those who read decimals exactly.
  private static final BigDecimal MAX_DOUBLE = new BigDecimal("1.7976931348623158E308");

  private static final NumberBounds NONE = new NumberBounds(Optional.empty(), false, Optional.empty(), false);

  /// What a dtype can hold. From half a step behind the largest finite number on, numbers round to infinity.
  static NumberBounds of(DType dtype) {
    return switch (dtype) {
      case FLOAT16 -> symmetric(BigDecimal.valueOf(65520), false);
      case BFLOAT16 -> symmetric(BigDecimal.valueOf(0x1.FFp127), false);
      case FLOAT32, COMPLEX64 -> symmetric(BigDecimal.valueOf(0x1.FFFFFFp127), false);
      case FLOAT64, COMPLEX128 -> symmetric(MAX_DOUBLE, true);
      case BOOL -> whole(BigInteger.ZERO, BigInteger.ONE);
      case UINT8, UINT16, UINT32, UINT64 ->
          whole(BigInteger.ZERO, BigInteger.TWO.pow(8 * dtype.byteSize()).subtract(BigInteger.ONE));
      case INT8, INT16, INT32, INT64 -> {
        BigInteger beyond = BigInteger.TWO.pow(8 * dtype.byteSize() - 1);
        yield whole(beyond.negate(), beyond.subtract(BigInteger.ONE));
      }
    };
  }

  /// What a constraint leaves; everything where it is not about the size of a number.
  static NumberBounds of(Constraint constraint) {
    return switch (constraint) {
      case Constraint.Range(var min, boolean minIncluded, var max, boolean maxIncluded) ->
          new NumberBounds(min, minIncluded, max, maxIncluded);
      case Constraint.Digits(int integer, _) -> {
        BigDecimal beyond = BigDecimal.ONE.scaleByPowerOfTen(integer);
        yield new NumberBounds(Optional.of(beyond.negate()), false, Optional.of(beyond), false);
      }
      case Constraint.NoNanOrInfinity _,
          Constraint.Size _,
          Constraint.Matches _,
          Constraint.NotBlank _,
          Constraint.Email _,
          Constraint.Exactly _ ->
          NONE;
    };
  }

  private static NumberBounds symmetric(BigDecimal max, boolean included) {
    return new NumberBounds(Optional.of(max.negate()), included, Optional.of(max), included);
  }

  private static NumberBounds whole(BigInteger min, BigInteger max) {
    return new NumberBounds(Optional.of(new BigDecimal(min)), true, Optional.of(new BigDecimal(max)), true);
  }

  /// Whether a number lies between them.
  boolean contain(BigDecimal value) {
    int low = min.map(value::compareTo).orElse(1);
    int high = max.map(value::compareTo).orElse(-1);
    return (low > 0 || (low == 0 && minIncluded)) && (high < 0 || (high == 0 && maxIncluded));
  }

  /// Adds them to a schema.
  void writeTo(ObjectNode node) {
    min.ifPresent(bound -> node.set(minIncluded ? "minimum" : "exclusiveMinimum", number(bound)));
    max.ifPresent(bound -> node.set(maxIncluded ? "maximum" : "exclusiveMaximum", number(bound)));
  }

  private static ValueNode number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() - plain.scale() <= PLAIN_DIGITS
        ? BigIntegerNode.valueOf(plain.toBigIntegerExact())
        : DecimalNode.valueOf(plain);
  }
}
