package dev.sheaf.dataset;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How many bytes an item has, as far as that is known before one is read: those of its values, without what Java needs
/// around them.
///
/// @param most those of the largest, or [#UNKNOWN_BYTES]
/// @param mean those of all, on the average, or [#UNKNOWN_BYTES]
public record Footprint(long most, long mean) {
  /// Stands for a number that nobody knows.
  public static final long UNKNOWN_BYTES = -1;

  /// Nothing is known.
  public static final Footprint UNKNOWN = new Footprint(UNKNOWN_BYTES, UNKNOWN_BYTES);

  private static final int NAME_BYTES = Long.BYTES;
  private static final int TIME_BYTES = 2 * Long.BYTES;

  public Footprint {
    if (most < UNKNOWN_BYTES || mean < UNKNOWN_BYTES || (most >= 0 && mean > most)) {
      throw new IllegalArgumentException("expected a mean of at most the most, found %d of %d".formatted(mean, most));
    }
  }

  /// Items that all have so many bytes.
  public static Footprint of(long bytes) {
    return new Footprint(bytes, bytes);
  }

  /// Rows of a schema: known where all fields are numbers, booleans, times, and arrays of fixed shapes.
  public static Footprint of(RecordSchema row) {
    return of(row, List.of());
  }

  /// Rows of a schema of which the values were seen: arrays of open shapes, texts and bytes are at most as large as the
  /// largest that was.
  public static Footprint of(RecordSchema row, List<FieldSummary> seen) {
    Footprint sum = of(0);
    for (FieldSchema field : row.fields()) {
      Optional<FieldSummary> summary = seen.stream().filter(each -> each.name().equals(field.name())).findFirst();
      sum = sum.plus(of(field.type(), summary));
    }
    return sum;
  }

  private static Footprint of(FieldType type, Optional<FieldSummary> seen) {
    return switch (type) {
      case ArrayType array -> ofArray(array, seen);
      case ScalarType(var scalar, _) -> of(scalar.dtype().byteSize());
      case EnumType _ -> of(NAME_BYTES);
      case TimeType _ -> of(TIME_BYTES);
      // At most two characters for each code point.
      case TextType _ -> atMost(longest(seen), 2L * Character.BYTES);
      case BytesType _ -> atMost(longest(seen), 1);
      case OptionalType(FieldType of) -> new Footprint(of(of, seen).most, UNKNOWN_BYTES);
      case RecordType(RecordSchema record) -> of(record);
      case ListType _, MapType _, UnionType _, SequenceType _ -> UNKNOWN;
    };
  }

  private static Footprint ofArray(ArrayType array, Optional<FieldSummary> seen) {
    if (array.dtype().isEmpty()) {
      return UNKNOWN;
    }
    long elementBytes = array.dtype().get().byteSize();
    if (!array.shape().isFixed()) {
      return atMost(longest(seen), elementBytes);
    }
    Footprint footprint = of(elementBytes);
    for (Axis axis : array.shape().axes()) {
      footprint = footprint.times(((Axis.Fixed) axis).extent());
    }
    return footprint;
  }

  private static OptionalLong longest(Optional<FieldSummary> seen) {
    return seen.map(FieldSummary::longest).orElse(OptionalLong.empty());
  }

  private static Footprint atMost(OptionalLong count, long bytes) {
    return count.isEmpty() ? UNKNOWN : new Footprint(times(count.getAsLong(), bytes), UNKNOWN_BYTES);
  }

  /// What is to be reckoned with: the most, or where only the mean is known, that; or [#UNKNOWN_BYTES].
  public long planned() {
    return most >= 0 ? most : mean;
  }

  /// An item that is made of `count` of these. What is beyond 2^63 - 1 counts as that.
  public Footprint times(long count) {
    return new Footprint(times(most, count), times(mean, count));
  }

  /// An item that is made of one of each.
  public Footprint plus(Footprint other) {
    return new Footprint(plus(most, other.most), plus(mean, other.mean));
  }

  /// An item that is one of these or one of the others.
  public Footprint or(Footprint other) {
    if (equals(other)) {
      return this;
    }
    return new Footprint(most < 0 || other.most < 0 ? UNKNOWN_BYTES : Math.max(most, other.most), UNKNOWN_BYTES);
  }

  private static long times(long bytes, long count) {
    if (bytes < 0) {
      return UNKNOWN_BYTES;
    }
    return bytes > 0 && count > Long.MAX_VALUE / bytes ? Long.MAX_VALUE : bytes * count;
  }

  private static long plus(long a, long b) {
    return a < 0 || b < 0 ? UNKNOWN_BYTES : a + b < 0 ? Long.MAX_VALUE : a + b;
  }
}
