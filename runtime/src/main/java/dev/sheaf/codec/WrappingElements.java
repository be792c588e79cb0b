package dev.sheaf.codec;

import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;

/// Elements of an integer dtype on the wire as the [reference][DecodeOptions#withCasts()] reads them: first as the
/// dtype that NumPy finds for all of them together, then cast.
///
/// Beside a fraction they are doubles and lose what those cannot hold. The range is then checked against its ends as
/// doubles, so 2^63 and 2^64 pass for int64 and uint64, and wrap.
final class WrappingElements extends InferredElements {
  WrappingElements(JsonReader in, DType wire, DType declared, DecodeLimits limits, int capacity) {
    super(in, wire, declared, false, true, limits, capacity);
  }

  @Override
  void number(NumberScanner number) {
    if (!number.isInteger()) {
      double value = number.toDouble();
      if (Double.isInfinite(value) || value != Math.rint(value)) {
        throw notWhole(in.offsetOf(number.start()), number.text());
      }
    }
    super.number(number);
  }

  @Override
  void nonFinite(double value, long offset) {
    throw notWhole(offset, Double.toString(value));
  }

  @Override
  DType dtype() {
    return declared;
  }

  @Override
  MemorySegment toSegment() {
    MemorySegment wholes =
        inferred() == DType.FLOAT64
            ? MemorySegment.ofArray(wrapped(keptReals()))
            : ElementCast.cast(keptWholes(), keptType(), wire, in, start);
    DType kept = inferred() != DType.FLOAT64 ? wire : wire == DType.UINT64 ? DType.UINT64 : DType.INT64;
    return cast(wholes, kept);
  }

  private long[] wrapped(double[] values) {
    double min = IntegerRange.min(wire).doubleValue();
    double max = IntegerRange.max(wire).doubleValue();
    long[] wholes = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (value < min || value > max) {
        throw range(start, "%s at element %d".formatted(value, i), wire);
      }
      // Beyond a long it is 2^63 or more: what is left modulo 2^64.
      wholes[i] = value < 0x1p63 ? (long) value : new BigDecimal(value).toBigInteger().longValue();
    }
    return wholes;
  }
}
