package dev.sheaf.tools.compare;

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
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Records of a schema as JSON. Constraints are met by chance: mostly small values, of which some are on the edge.
final class RandomValues {
  private final Random random;

  RandomValues(Random random) {
    this.random = random;
  }

  String record(RecordSchema schema) {
    return record(schema, "");
  }

  private String record(RecordSchema schema, String first) {
    Map<String, Integer> sizes = new HashMap<>();
    List<String> fields = new ArrayList<>(first.isEmpty() ? List.of() : List.of(first));
    for (FieldSchema field : schema.fields()) {
      boolean mayLack = field.defaultJson().isPresent() || field.type() instanceof OptionalType;
      if (!mayLack || random.nextInt(3) > 0) {
        fields.add("\"%s\": %s".formatted(field.name(), value(field.type(), sizes)));
      }
    }
    return fields.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  private String value(FieldType type, Map<String, Integer> sizes) {
    return switch (type) {
      case ScalarType(Scalar scalar, _) -> number(scalar.dtype());
      case ArrayType array -> array(array, sizes);
      case TextType _ -> "\"%s\"".formatted(Stream.of("", "a", "b", "ab", "aab", " ", "abd").toList().get(random.nextInt(7)));
      case BytesType _ -> "\"%s\"".formatted(List.of("", "AA==", "AAA=", "AAAA").get(random.nextInt(4)));
      case EnumType(_, var names) -> "\"%s\"".formatted(names.get(random.nextInt(names.size())));
      case TimeType(var time) -> "\"%s\"".formatted(time.example());
      case OptionalType(FieldType of) -> random.nextInt(4) == 0 ? "null" : value(of, sizes);
      case ListType(FieldType element, _) -> list(() -> value(element, sizes));
      case SequenceType(FieldType element) -> list(() -> value(element, new HashMap<>()));
      case MapType(FieldType of, _) ->
          IntStream.range(0, random.nextInt(4))
              .mapToObj(i -> "\"k%d\": %s".formatted(i, value(of, sizes)))
              .collect(Collectors.joining(", ", "{", "}"));
      case RecordType(RecordSchema record) -> record(record, "");
      case UnionType union -> {
        UnionType.Variant variant = union.variants().get(random.nextInt(union.variants().size()));
        yield record(variant.record(), "\"%s\": \"%s\"".formatted(union.discriminator(), variant.tag()));
      }
    };
  }

  private String list(Supplier<String> element) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> element.get()).collect(Collectors.joining(", ", "[", "]"));
  }

  private String number(DType dtype) {
    return switch (dtype.kind()) {
      case BOOL -> Boolean.toString(random.nextBoolean());
      case UNSIGNED -> List.of("0", "1", "7", "255").get(random.nextInt(4));
      case SIGNED ->
          random.nextInt(3) > 0
              ? List.of("0", "1", "-3", "7", "-100").get(random.nextInt(5))
              : Long.toString((-1L << (8 * dtype.byteSize() - 1)) ^ -random.nextInt(2));
      case FLOAT, COMPLEX ->
          random.nextInt(3) > 0
              ? List.of("0", "0.1", "0.5", "1", "-0.1", "7", "-3").get(random.nextInt(7))
              : dtype == DType.FLOAT64
                  ? List.of("NaN", "1e300", "0.123456789012").get(random.nextInt(3))
                  : List.of("NaN", "-Infinity", "3e38", "0.1234567").get(random.nextInt(4));
    };
  }

  private String array(ArrayType array, Map<String, Integer> sizes) {
    DType dtype = array.dtype().orElse(DType.INT32);
    List<Integer> dims = new ArrayList<>();
    if (array.shape().anyRank()) {
      IntStream.range(0, random.nextInt(3)).forEach(_ -> dims.add(1 + random.nextInt(2)));
    }
    for (Axis axis : array.shape().axes()) {
      dims.add(
          switch (axis) {
            case Axis.Any _ -> 1 + random.nextInt(3);
            case Axis.Fixed(long extent) -> (int) extent;
            case Axis.Named(String name) -> sizes.computeIfAbsent(name, _ -> 1 + random.nextInt(3));
          });
    }
    return "{\"object_type\": \"array\", \"shape\": %s, \"dtype\": \"%s\", \"data\": {\"buffer\": %s, \"encoding\": \"json\"}}"
        .formatted(dims, dtype, elements(dims, dtype));
  }

  private String elements(List<Integer> dims, DType dtype) {
    return dims.isEmpty()
        ? number(dtype)
        : IntStream.range(0, dims.getFirst())
            .mapToObj(_ -> elements(dims.subList(1, dims.size()), dtype))
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
