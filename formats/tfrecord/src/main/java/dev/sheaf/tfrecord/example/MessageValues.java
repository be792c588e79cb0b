package dev.sheaf.tfrecord.example;

import dev.sheaf.array.ConversionException;
import dev.sheaf.array.NdArray;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
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
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.Time;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One message, with what errors are to say of it.
record MessageValues(Example example, String place, long offset) {
  Map<String, Object> record(RecordSchema schema, String prefix) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (FieldSchema field : schema.fields()) {
      Object value = value(field.type(), prefix + field.name());
      if (value != null) {
        values.put(field.name(), value);
      }
    }
    return values;
  }

  /// The value of a field, or null where it has none.
  private @Nullable Object value(FieldType type, String key) {
    return switch (type) {
      case OptionalType(FieldType of) -> value(of, key);
      case RecordType(RecordSchema record) -> {
        Map<String, Object> values = record(record, key + "/");
        yield values.isEmpty() && !has(key + "/") ? null : values;
      }
      case MapType(FieldType of, _) -> map(of, key + "/");
      default -> {
        Feature feature = feature(key);
        if (feature != null) {
          yield value(type, key, feature);
        }
        yield type instanceof ArrayType array ? shapedByFeature(array, key) : null;
      }
    };
  }

  private boolean has(String prefix) {
    return example.features().keySet().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /// A feature that has a list.
  private @Nullable Feature feature(String key) {
    Feature feature = example.features().get(key);
    return feature == null || feature.kind() == Feature.Kind.NONE ? null : feature;
  }

  private @Nullable Object map(FieldType of, String prefix) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : example.features().keySet()) {
      Object value = name.startsWith(prefix) ? value(of, name) : null;
      if (value != null) {
        values.put(name.substring(prefix.length()), value);
      }
    }
    return values.isEmpty() ? null : values;
  }

  private Object value(FieldType type, String key, Feature feature) {
    return switch (type) {
      case ArrayType array -> array(array, key, feature);
      case ListType(FieldType element, _) -> list(element, key, feature);
      default -> {
        if (feature.count() != 1) {
          throw corrupt(key, feature, "one value", Integer.toString(feature.count()));
        }
        yield single(type, key, feature, 0);
      }
    };
  }

  private List<Object> list(FieldType element, String key, Feature feature) {
    if (element instanceof ArrayType array && feature.kind() != Feature.Kind.BYTES) {
      return arrays(array, key, feature);
    }
    List<Object> values = new ArrayList<>();
    if (element instanceof ScalarType(Scalar scalar, _)) {
      return numbers(scalar, key, feature);
    }
    for (int i = 0; i < feature.count(); i++) {
      values.add(single(element, key, feature, i));
    }
    return values;
  }

  /// One of the values of a feature.
  private Object single(FieldType type, String key, Feature feature, int index) {
    return switch (type) {
      case ScalarType(Scalar scalar, _) -> numbers(scalar, key, feature).get(index);
      case BytesType _ -> bytes(key, feature, index).toArray(ValueLayout.JAVA_BYTE);
      case TextType _, EnumType _ -> text(key, feature, index);
      case TimeType(Time time) -> time(time, key, feature, index);
      case ArrayType array -> raw(array, key, feature, index);
      default -> throw new AssertionError("refused before: " + type.inWords());
    };
  }

  private MemorySegment bytes(String key, Feature feature, int index) {
    if (feature.kind() != Feature.Kind.BYTES) {
      throw corrupt(key, feature, "bytes", feature.kind().toString());
    }
    return feature.bytes(index);
  }

  private String text(String key, Feature feature, int index) {
    MemorySegment bytes = bytes(key, feature, index);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.asByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw corrupt(key, feature, "a text in UTF-8", "%d bytes that are none".formatted(bytes.byteSize()));
    }
  }

  private Object time(Time time, String key, Feature feature, int index) {
    String text = text(key, feature, index);
    try {
      return switch (time) {
        case INSTANT -> Instant.parse(text);
        case LOCAL_DATE -> LocalDate.parse(text);
        case LOCAL_TIME -> LocalTime.parse(text);
        case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
        case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
        case DURATION -> Duration.parse(text);
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw corrupt(key, feature, "a time such as " + time.example(), "\"" + text + "\"");
    }
  }

  /// All numbers of a feature; a boolean is 0 or 1.
  private List<Object> numbers(Scalar scalar, String key, Feature feature) {
    List<Object> values = new ArrayList<>(feature.count());
    switch (feature.kind()) {
      case INT64 -> {
        for (long value : feature.integers()) {
          if (scalar == Scalar.BOOLEAN && value >>> 1 != 0) {
            throw corrupt(key, feature, "0 or 1 as a boolean", Long.toString(value));
          }
          values.add(scalar == Scalar.BOOLEAN ? (Object) (value == 1) : (Object) value);
        }
      }
      case FLOAT -> {
        for (float value : feature.floats()) {
          values.add(value);
        }
      }
      case BYTES, NONE -> throw corrupt(key, feature, scalar.dtype().wireName(), feature.toString());
    }
    return values;
  }

  private NdArray array(ArrayType type, String key, Feature feature) {
    if (feature.kind() == Feature.Kind.BYTES) {
      if (feature.count() != 1) {
        throw corrupt(key, feature, "numbers, or one value of bytes", feature.toString());
      }
      return raw(type, key, feature, 0);
    }
    Shape shape =
        FeatureShapes.of(type.shape(), feature.count())
            .orElseThrow(
                () -> corrupt(key, feature, "values for the shape (%s)".formatted(type.shape()), feature.toString()));
    return converted(type, key, feature, numbersOf(feature), shape);
  }

  private List<Object> arrays(ArrayType type, String key, Feature feature) {
    Shape each = type.shape().isFixed() ? FeatureShapes.of(type.shape(), -1).orElse(null) : null;
    if (each == null || (each.size() == 0 ? feature.count() > 0 : feature.count() % each.size() != 0)) {
      throw corrupt(key, feature, "arrays of the shape (%s)".formatted(type.shape()), feature.toString());
    }
    long count = each.size() == 0 ? 0 : feature.count() / each.size();
    NdArray all = converted(type, key, feature, numbersOf(feature), each.stacked(count));
    List<Object> values = new ArrayList<>();
    long bytes = each.size() * all.dtype().byteSize();
    for (long i = 0; i < count; i++) {
      values.add(NdArray.wrap(all.dtype(), all.segment().asSlice(i * bytes, bytes), each));
    }
    return values;
  }

  private static MemorySegment numbersOf(Feature feature) {
    return feature.kind() == Feature.Kind.INT64
        ? MemorySegment.ofArray(feature.integers())
        : MemorySegment.ofArray(feature.floats());
  }

  /// Numbers as an array of the declared type where that holds the same; a codec says more of the others.
  private NdArray converted(ArrayType type, String key, Feature feature, MemorySegment numbers, Shape shape) {
    boolean integers = feature.kind() == Feature.Kind.INT64;
    DType found = integers ? DType.INT64 : DType.FLOAT32;
    DType wanted = type.dtype().orElse(found);
    if (integers && wanted == DType.UINT64) {
      return NdArray.wrap(wanted, numbers, shape);
    }
    NdArray array = NdArray.wrap(found, numbers, shape);
    if (!found.convertsTo(wanted) && !(integers && wanted == DType.BOOL)) {
      return array;
    }
    try {
      return array.convertExactly(wanted);
    } catch (ConversionException e) {
      throw corrupt(key, feature, "numbers that %s has".formatted(wanted), String.valueOf(e.getMessage()));
    }
  }

  private NdArray raw(ArrayType type, String key, Feature feature, int index) {
    MemorySegment bytes = bytes(key, feature, index);
    Optional<Shape> shape =
        type.dtype()
            .filter(dtype -> bytes.byteSize() % dtype.byteSize() == 0)
            .flatMap(dtype -> FeatureShapes.of(type.shape(), bytes.byteSize() / dtype.byteSize()));
    if (shape.isEmpty()) {
      throw corrupt(
          key,
          feature,
          "the elements of %s of the shape (%s)".formatted(type.inWords(), type.shape()),
          "%d bytes".formatted(bytes.byteSize()));
    }
    return RawArrays.of(bytes, type.dtype().orElseThrow(), shape.get(), key, place, offset + feature.offset());
  }

  /// An array whose shape is a feature of its own.
  private @Nullable NdArray shapedByFeature(ArrayType type, String key) {
    Feature shape = feature(key + "/shape");
    Feature value = feature(key + "/value");
    if (shape == null || value == null || type.dtype().isEmpty()) {
      return null;
    }
    if (shape.kind() != Feature.Kind.INT64) {
      throw corrupt(key + "/shape", shape, "a shape", shape.toString());
    }
    Shape found = shapeOf(key + "/shape", shape);
    DType dtype = type.dtype().get();
    MemorySegment bytes = value.count() == 1 ? bytes(key + "/value", value, 0) : MemorySegment.NULL;
    if (value.count() != 1 || bytes.byteSize() / dtype.byteSize() != found.size()
        || bytes.byteSize() % dtype.byteSize() != 0) {
      throw corrupt(
          key + "/value",
          value,
          "the elements of %s %s".formatted(dtype, found),
          value.count() == 1 ? "%d bytes".formatted(bytes.byteSize()) : value.toString());
    }
    return RawArrays.of(bytes, dtype, found, key, place, offset + value.offset());
  }

  private Shape shapeOf(String key, Feature feature) {
    try {
      return Shape.of(feature.integers());
    } catch (IllegalArgumentException e) {
      throw corrupt(key, feature, "a shape", String.valueOf(e.getMessage()));
    }
  }

  private CorruptDataException corrupt(String key, Feature feature, String expected, String found) {
    return new CorruptDataException(
        place, offset + feature.offset(), "%s in the feature \"%s\"".formatted(expected, key), found);
  }
}
