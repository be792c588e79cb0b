package dev.sheaf.tools.infer;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Time;
import dev.sheaf.tools.infer.JsonValues.ListInMaking;
import dev.sheaf.tools.infer.Value.Fields.Certainty;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes values of what formats give: arrays, Java's numbers, texts, bytes, times, lists and maps.
///
/// @param cells whether the format has nothing but texts
/// @param flat whether it knows no shapes
record NaturalValues(boolean cells, boolean flat) {
  /// One row.
  Value.Fields row(Map<String, Object> row, RecordSchema schema) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (FieldSchema field : schema.fields()) {
      values.put(field.name(), of(row.get(field.name()), Optional.of(field.type())));
    }
    return new Value.Fields(values, Certainty.RECORD);
  }

  /// Values of which the format says no more than their names.
  Value.Fields named(Map<String, Object> found) {
    Map<String, Value> values = new LinkedHashMap<>();
    found.forEach((name, value) -> values.put(name, of(value, Optional.empty())));
    return new Value.Fields(values, Certainty.RECORD);
  }

  /// @param type what the format says of it, if anything
  Value of(@Nullable Object value, Optional<FieldType> type) {
    return switch (value) {
      case null -> new Value.Missing();
      case NdArray array when array.shape().rank() == 0 -> new Value.Single(NumberKinds.of(array.dtype()));
      case NdArray array -> new Value.Numbers(NumberKinds.of(array.dtype()), array.shape().toArray(), flat);
      case Boolean _ -> new Value.Single(NumberKinds.of(DType.BOOL));
      case Byte _ -> new Value.Single(NumberKinds.of(DType.INT8));
      case Short _ -> new Value.Single(NumberKinds.of(DType.INT16));
      case Integer _ -> new Value.Single(NumberKinds.of(DType.INT32));
      case Long _ -> new Value.Single(NumberKinds.of(DType.INT64));
      case Float _ -> new Value.Single(NumberKinds.of(DType.FLOAT32));
      case Double _ -> new Value.Single(NumberKinds.of(DType.FLOAT64));
      case String text -> new Value.Text(text, cells);
      case byte[] bytes -> new Value.Bytes(flat && isText(bytes));
      case Instant _ -> new Value.Moment(Time.INSTANT);
      case LocalDate _ -> new Value.Moment(Time.LOCAL_DATE);
      case LocalTime _ -> new Value.Moment(Time.LOCAL_TIME);
      case LocalDateTime _ -> new Value.Moment(Time.LOCAL_DATE_TIME);
      case OffsetDateTime _ -> new Value.Moment(Time.OFFSET_DATE_TIME);
      case Duration _ -> new Value.Moment(Time.DURATION);
      case List<?> list -> {
        ListInMaking elements = new ListInMaking();
        Optional<FieldType> element = present(type).map(known -> known instanceof ListType(var of, _) ? of : known);
        list.forEach(each -> elements.add(of(each, element)));
        yield elements.build(false);
      }
      case Map<?, ?> map -> fields(map, type);
      default -> throw new IllegalStateException("expected a value as formats give it, found " + value.getClass());
    };
  }

  private static Optional<FieldType> present(Optional<FieldType> type) {
    return type.map(known -> known instanceof OptionalType(FieldType of) ? of : known);
  }

  private Value.Fields fields(Map<?, ?> map, Optional<FieldType> type) {
    FieldType known = present(type).orElse(null);
    Map<String, Value> values = new LinkedHashMap<>();
    if (known instanceof RecordType(RecordSchema record)) {
      for (FieldSchema field : record.fields()) {
        values.put(field.name(), of(map.get(field.name()), Optional.of(field.type())));
      }
      return new Value.Fields(values, Certainty.RECORD);
    }
    Optional<FieldType> inner = known instanceof MapType(FieldType of, _) ? Optional.of(of) : Optional.empty();
    map.forEach((name, value) -> values.put(String.valueOf(name), of(value, inner)));
    return new Value.Fields(values, inner.isPresent() ? Certainty.MAP : Certainty.OPEN);
  }

  /// Whether bytes are UTF-8 without control characters, as texts mostly are.
  private static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .chars()
          .noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
