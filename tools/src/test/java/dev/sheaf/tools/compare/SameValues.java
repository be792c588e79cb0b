package dev.sheaf.tools.compare;

import dev.sheaf.array.NdArray;
import dev.sheaf.codec.SchemaCodec.Variant;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Whether values of two schemas are the same: numbers as they are spelled, records field by field.
final class SameValues {
  private SameValues() {}

  /// What is not the same of the fields that both have, and that the data had.
  static Optional<String> record(RecordSchema old, Object[] before, RecordSchema now, Object[] after) {
    for (int i = 0; i < now.fields().size(); i++) {
      String name = now.fields().get(i).name();
      for (int j = 0; j < old.fields().size(); j++) {
        if (old.fields().get(j).name().equals(name)) {
          Optional<String> problem =
              value(old.fields().get(j).type(), before[j], now.fields().get(i).type(), after[i]);
          if (problem.isPresent()) {
            return Optional.of(name + ": " + problem.get());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> value(FieldType was, Object before, FieldType is, Object after) {
    if (was instanceof OptionalType(FieldType of)) {
      Optional<?> there = (Optional<?>) before;
      return there.isPresent()
          ? value(of, there.get(), is, after)
          : after.equals(Optional.empty()) ? Optional.empty() : Optional.of("nothing became " + after);
    }
    if (is instanceof OptionalType(FieldType of)) {
      Optional<?> there = (Optional<?>) after;
      return there.isPresent() ? value(was, before, of, there.get()) : Optional.of(before + " became nothing");
    }
    return switch (was) {
      case ListType list -> list(list.element(), (List<?>) before, ((ListType) is).element(), (List<?>) after);
      case MapType map -> {
        Map<?, ?> left = (Map<?, ?>) before;
        Map<?, ?> right = (Map<?, ?>) after;
        yield left.keySet().equals(right.keySet())
            ? list(map.value(), List.copyOf(left.values()), ((MapType) is).value(), List.copyOf(right.values()))
            : Optional.of(left + " became " + right);
      }
      case RecordType(RecordSchema record) ->
          record(record, (Object[]) before, ((RecordType) is).record(), (Object[]) after);
      case UnionType union -> {
        Variant left = (Variant) before;
        Variant right = (Variant) after;
        yield left.tag().equals(right.tag())
            ? record(
                union.variants().getFirst().record(),
                left.values().toArray(),
                ((UnionType) is).variants().getFirst().record(),
                right.values().toArray())
            : Optional.of(left.tag() + " became " + right.tag());
      }
      default -> {
        Object left = plain(before);
        // A float is the same as a double if that is what its digits, or its bits, say.
        boolean single = before instanceof Float || (before instanceof NdArray array && array.dtype() == DType.FLOAT32);
        Object right = plain(single ? narrowed(after) : after);
        yield Objects.equals(left, right) ? Optional.empty() : Optional.of(left + " became " + right);
      }
    };
  }

  private static Optional<String> list(FieldType was, List<?> before, FieldType is, List<?> after) {
    if (before.size() != after.size()) {
      return Optional.of(before + " became " + after);
    }
    for (int i = 0; i < before.size(); i++) {
      Optional<String> problem = value(was, before.get(i), is, after.get(i));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Object narrowed(Object value) {
    return switch (value) {
      case Double number -> number.floatValue();
      case NdArray array when array.dtype() == DType.FLOAT64 -> array.convertRounding(DType.FLOAT32);
      default -> value;
    };
  }

  private static Object plain(Object value) {
    return switch (value) {
      case byte[] bytes -> Arrays.toString(bytes);
      case Number number -> List.of(number(number));
      case NdArray array when array.shape().equals(Shape.of()) -> elements(array);
      case NdArray array -> array.shape() + " " + elements(array);
      default -> value;
    };
  }

  private static String number(Number number) {
    String text = number.toString();
    return Double.isFinite(number.doubleValue()) ? new BigDecimal(text).stripTrailingZeros().toPlainString() : text;
  }

  private static List<String> elements(NdArray array) {
    MemorySegment values = array.segment();
    List<String> elements = new ArrayList<>();
    for (long i = 0; i < array.size(); i++) {
      elements.add(
          number(
              switch (array.dtype()) {
                case BOOL, INT8 -> values.get(ValueLayout.JAVA_BYTE, i);
                case UINT8 -> Byte.toUnsignedInt(values.get(ValueLayout.JAVA_BYTE, i));
                case INT16 -> values.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i);
                case INT32 -> values.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, i);
                case INT64 -> values.getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, i);
                case FLOAT32 -> values.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
                case FLOAT64 -> values.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i);
                default -> throw new IllegalArgumentException("none of the random schemas': " + array.dtype());
              }));
    }
    return elements;
  }
}
