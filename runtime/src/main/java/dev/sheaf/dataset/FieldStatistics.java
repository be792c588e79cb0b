package dev.sheaf.dataset;

import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
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
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Time;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is seen of one field's values: their shapes, their range, how long they are. The order in which values come,
/// and on which threads, makes no difference. For one thread; those of several are merged.
final class FieldStatistics {
  private final FieldSchema field;
  private ShapeRange shapes = new ShapeRange();
  private final Set<Object> names = new HashSet<>();
  private @Nullable Comparable<Object> min;
  private @Nullable Comparable<Object> max;
  private long count;
  private long absent;

  FieldStatistics(FieldSchema field) {
    this.field = field;
  }

  /// Adds the value of one row, as [dev.sheaf.codec.SchemaCodec] gives it.
  void add(Object value) {
    count++;
    add(field.type(), value);
  }

  private void add(FieldType type, Object value) {
    switch (type) {
      case ArrayType _ -> shapes.add(((NdArray) value).shape());
      case ScalarType _, TimeType _ -> range(value);
      case TextType _ -> {
        String text = (String) value;
        range((long) text.codePointCount(0, text.length()));
      }
      case BytesType _ -> range((long) ((byte[]) value).length);
      case ListType _ -> range((long) ((Collection<?>) value).size());
      case MapType _ -> range((long) ((Map<?, ?>) value).size());
      case SequenceType _ -> range(((LazySequence<?>) value).size());
      case EnumType _ -> names.add(value);
      case OptionalType(FieldType of) ->
          ((Optional<?>) value).ifPresentOrElse(present -> add(of, present), () -> absent++);
      case RecordType _, UnionType _ -> {
        // Of what is inside, nothing is said.
      }
    }
  }

  /// Adds what was seen on another thread.
  void add(FieldStatistics other) {
    shapes.add(other.shapes);
    names.addAll(other.names);
    if (other.min != null && other.max != null) {
      range(other.min);
      range(other.max);
    }
    count += other.count;
    absent += other.absent;
  }

  /// NaN counts as the largest number, so that a range tells of it.
  @SuppressWarnings("unchecked") // All values of one field are of one type, and compare with each other.
  private void range(Object value) {
    Comparable<Object> next = (Comparable<Object>) value;
    if (min == null || next.compareTo(min) < 0) {
      min = next;
    }
    if (max == null || next.compareTo(max) > 0) {
      max = next;
    }
  }

  /// Writes what [#read] reads: the same for the same values, whatever order they came in.
  void write(DataOutput out) throws IOException {
    VarLongs.write(out, count);
    VarLongs.write(out, absent);
    shapes.write(out);
    out.writeUTF(min == null ? "" : min.toString());
    // Of a single value, it is not said twice.
    out.writeUTF(max == null || max.equals(min) ? "" : max.toString());
    VarLongs.write(out, names.size());
    for (String name : names.stream().map(Object::toString).sorted().toList()) {
      out.writeUTF(name);
    }
  }

  /// @throws IllegalArgumentException if a number is none
  /// @throws java.time.DateTimeException if a time is none
  static FieldStatistics read(FieldSchema field, DataInput in) throws IOException {
    FieldStatistics statistics = new FieldStatistics(field);
    statistics.count = VarLongs.read(in);
    statistics.absent = VarLongs.read(in);
    statistics.shapes = ShapeRange.read(in);
    for (String text : List.of(in.readUTF(), in.readUTF())) {
      if (!text.isEmpty()) {
        statistics.range(value(field.type(), text));
      }
    }
    for (long names = VarLongs.read(in); names > 0; names--) {
      statistics.names.add(in.readUTF());
    }
    return statistics;
  }

  /// A value from its text, of the type that a range of this field has.
  private static Object value(FieldType type, String text) {
    return switch (type) {
      case ScalarType(Scalar scalar, _) ->
          switch (scalar) {
            case BOOLEAN -> Boolean.valueOf(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
          };
      case TimeType(Time time) ->
          switch (time) {
            case INSTANT -> Instant.parse(text);
            case LOCAL_DATE -> LocalDate.parse(text);
            case LOCAL_TIME -> LocalTime.parse(text);
            case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
            case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
            case DURATION -> Duration.parse(text);
          };
      case OptionalType(FieldType of) -> value(of, text);
      // How long it was.
      case ArrayType _, TextType _, BytesType _, EnumType _, ListType _, MapType _, RecordType _, UnionType _,
              SequenceType _ ->
          Long.valueOf(text);
    };
  }

  String name() {
    return field.name();
  }

  /// How many rows there were.
  long count() {
    return count;
  }

  /// Whether there were rows, and the field had a value in none of them.
  boolean isAlwaysAbsent() {
    return count > 0 && absent == count && field.type() instanceof OptionalType;
  }

  /// What is told of the field.
  FieldSummary summary() {
    String seen = seen(field.type());
    if (absent > 0) {
      seen = "%s%s%d of %d absent".formatted(seen, seen.isEmpty() ? "" : ", ", absent, count);
    }
    return new FieldSummary(field.name(), field.type().inWords(), seen);
  }

  private String seen(FieldType type) {
    return switch (type) {
      case ArrayType _ -> shapes.toString();
      case ScalarType _, TimeType _ -> range("");
      case TextType _ -> range(" characters");
      case BytesType _ -> range(" bytes");
      case ListType _, SequenceType _ -> range(" elements");
      case MapType _ -> range(" entries");
      case EnumType(_, var values) -> "%d of %d names".formatted(names.size(), values.size());
      case OptionalType(FieldType of) -> seen(of);
      case RecordType _, UnionType _ -> "";
    };
  }

  private String range(String unit) {
    if (min == null) {
      return ShapeRange.NONE;
    }
    return (min.equals(max) ? "" + min : min + ".." + max) + unit;
  }
}
