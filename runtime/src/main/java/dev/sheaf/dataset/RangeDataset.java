package dev.sheaf.dataset;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/// Numbers at equal distances.
record RangeDataset(long start, long step, long size) implements Dataset<Long> {
  private static final RecordSchema SCHEMA =
      new RecordSchema(
          "dev.sheaf.Range", "", true, List.of(new FieldSchema("value", "", new ScalarType(Scalar.LONG, List.of()))));

  static RangeDataset of(long start, long stop, long step) {
    if (step == 0) {
      throw new IllegalArgumentException("expected a step other than 0, found 0");
    }
    // The distance may be beyond 64 bits.
    BigInteger distance = BigInteger.valueOf(stop).subtract(BigInteger.valueOf(start));
    BigInteger[] steps = distance.divideAndRemainder(BigInteger.valueOf(step));
    BigInteger size = steps[1].signum() == 0 ? steps[0] : steps[0].add(BigInteger.ONE);
    boolean none = distance.signum() != Long.signum(step);
    if (!none && size.bitLength() >= Long.SIZE) {
      throw new IllegalArgumentException("expected at most 2^63 - 1 numbers, found %s".formatted(size));
    }
    return new RangeDataset(start, step, none ? 0 : size.longValue());
  }

  @Override
  public RecordSchema schema() {
    return SCHEMA;
  }

  @Override
  public Long get(long position) {
    return start + Objects.checkIndex(position, size) * step;
  }

  @Override
  public String fingerprint() {
    return new Fingerprint("range").add("%d %d %d".formatted(start, step, size)).hex();
  }

  @Override
  public void close() {
    // There is nothing to release.
  }
}
