package dev.sheaf.tools.compare;

import dev.sheaf.schema.Constraint;
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
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// Pairs of schemas that are much alike: fields of one family each, of which a few differ.
final class RandomSchemas {
  /// Two schemas.
  record Pair(RecordSchema old, RecordSchema now) {}

  private static final List<Scalar> SCALARS = List.of(Scalar.values());

  private final Random random;

  RandomSchemas(Random random) {
    this.random = random;
  }

  Pair pair() {
    return pair(2);
  }

  private Pair pair(int depth) {
    List<FieldSchema> old = new ArrayList<>();
    List<FieldSchema> now = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String name = "f" + i;
      if (depth > 0 && random.nextInt(6) == 0) {
        Pair inner = pair(depth - 1);
        boolean union = random.nextBoolean();
        old.add(new FieldSchema(name, "", nested(inner.old(), union)));
        now.add(new FieldSchema(name, "", nested(inner.now(), union)));
        continue;
      }
      Supplier<FieldType> family = family(depth);
      FieldSchema was = field(name, family.get());
      FieldSchema is = random.nextInt(3) > 0 ? was : field(name, family.get());
      int gone = random.nextInt(20);
      if (gone != 0) {
        old.add(was);
      }
      if (gone != 1) {
        now.add(is);
      }
    }
    return new Pair(new RecordSchema("R", "", false, old), new RecordSchema("R", "", false, now));
  }

  private static FieldType nested(RecordSchema record, boolean union) {
    return union
        ? new UnionType("U", "kind", List.of(new UnionType.Variant("a", record)))
        : new RecordType(record);
  }

  private FieldSchema field(String name, FieldType type) {
    if (random.nextInt(4) == 0) {
      return new FieldSchema(name, "", new OptionalType(type));
    }
    Optional<String> defaultJson =
        random.nextInt(5) == 0 && type instanceof ScalarType(Scalar scalar, List<Constraint> rules) && rules.isEmpty()
            ? Optional.of(scalar == Scalar.BOOLEAN ? "true" : Integer.toString(random.nextInt(2)))
            : Optional.empty();
    return new FieldSchema(name, name, "", type, defaultJson);
  }

  private Supplier<FieldType> family(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0, 1 -> this::number;
      case 2, 3 -> this::array;
      case 4 -> this::text;
      case 5 -> () -> new BytesType(sizes());
      case 6 -> () -> new TimeType(random.nextBoolean() ? Time.INSTANT : Time.LOCAL_DATE);
      case 7 -> {
        Supplier<FieldType> element = family(0);
        yield () -> new ListType(element.get(), sizes());
      }
      default -> {
        Supplier<FieldType> value = family(0);
        yield () -> new MapType(value.get(), sizes());
      }
    };
  }

  private FieldType number() {
    Scalar scalar = SCALARS.get(random.nextInt(SCALARS.size()));
    if (scalar == Scalar.BOOLEAN) {
      return new ScalarType(
          scalar, random.nextBoolean() ? List.of() : List.of(new Constraint.Exactly(random.nextBoolean())));
    }
    if (random.nextInt(8) == 0) {
      return new ArrayType(scalar.dtype(), ShapePattern.parse(random.nextBoolean() ? "" : "..."), false);
    }
    return new ScalarType(scalar, numbers(scalar.dtype()));
  }

  private List<Constraint> numbers(DType dtype) {
    boolean floating = dtype.kind() == DType.Kind.FLOAT;
    return switch (random.nextInt(5)) {
      case 0 -> List.of(range());
      case 1 -> floating ? List.of(new Constraint.NoNanOrInfinity()) : List.of(range());
      case 2 -> dtype.byteSize() > 2 ? List.of(new Constraint.Digits(1 + random.nextInt(3), random.nextInt(3))) : List.of();
      default -> List.of();
    };
  }

  private Constraint range() {
    BigDecimal low = new BigDecimal(List.of("-3", "-0.1", "0", "0.1").get(random.nextInt(4)));
    BigDecimal high = new BigDecimal(List.of("0.1", "0.5", "1", "7").get(random.nextInt(4)));
    return new Constraint.Range(
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(low),
        random.nextInt(3) > 0,
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(high),
        random.nextInt(3) > 0);
  }

  private FieldType array() {
    DType dtype =
        List.of(DType.UINT8, DType.INT8, DType.INT16, DType.INT64, DType.FLOAT32, DType.FLOAT64, DType.BOOL)
            .get(random.nextInt(7));
    String dims = List.of("?", "N", "M", "2", "N, N", "N, M", "2, 2", "?, 2", "...", "1").get(random.nextInt(10));
    boolean any = random.nextInt(10) == 0;
    return new ArrayType(
        any ? Optional.empty() : Optional.of(dtype),
        ShapePattern.parse(dims),
        random.nextBoolean(),
        any || dtype == DType.BOOL || random.nextBoolean() ? List.of() : List.of(range()));
  }

  private FieldType text() {
    return switch (random.nextInt(6)) {
      case 0 -> new EnumType("E", List.of("a", "b", "c").subList(0, 1 + random.nextInt(3)));
      case 1 -> new TextType(List.of(new Constraint.NotBlank()));
      case 2 -> new TextType(List.of(new Constraint.Matches(random.nextBoolean() ? "a*" : "[a-c]*", 0)));
      default -> new TextType(sizes());
    };
  }

  private List<Constraint> sizes() {
    int min = random.nextInt(2);
    return random.nextBoolean() ? List.of() : List.of(new Constraint.Size(min, min + 1L + random.nextInt(2)));
  }
}
