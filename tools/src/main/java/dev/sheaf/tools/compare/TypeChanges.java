package dev.sheaf.tools.compare;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
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
import dev.sheaf.schema.ShapePattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Finds what has changed between the types of one field. For one record.
final class TypeChanges {
  private final RecordChanges records;
  private final ShapeChanges shapes;

  TypeChanges(RecordChanges records, ShapeChanges shapes) {
    this.records = records;
    this.shapes = shapes;
  }

  /// @param many whether a record holds any number of such values, in a list or a map
  void compare(String path, FieldType old, FieldType now, boolean many) {
    switch (old) {
      case OptionalType(FieldType was) when now instanceof OptionalType(FieldType is) -> compare(path, was, is, many);
      case OptionalType(FieldType was) -> {
        Sides sides = new Sides(Optional.of("the value may be missing"), Optional.empty());
        records.add(path, "optional", "optional", "required", sides);
        compare(path, was, now, many);
      }
      case FieldType _ when now instanceof OptionalType(FieldType is) -> {
        Sides sides = new Sides(Optional.empty(), Optional.of("the value may be missing"));
        records.add(path, "optional", "required", "optional", sides);
        compare(path, old, is, many);
      }
      case ArrayType was when now instanceof ArrayType is -> array(path, was, is, many);
      case ScalarType was when now instanceof ScalarType is -> {
        numbers(path, was.scalar().dtype(), is.scalar().dtype());
        constraints(path, was, was.constraints(), is, is.constraints());
      }
      // A number is read as an array without axes, but not the other way.
      case ScalarType was when now instanceof ArrayType is -> {
        records.add(path, "kind", "number", "array", Sides.of(old, now, TypeChanges::scalarAsArray));
        constraints(path, was, was.constraints(), is, is.constraints());
      }
      case ArrayType was when now instanceof ScalarType is -> {
        records.add(path, "kind", "array", "number", Sides.of(old, now, TypeChanges::scalarAsArray));
        constraints(path, was, was.constraints(), is, is.constraints());
      }
      case TextType was when now instanceof TextType is ->
          constraints(path, was, was.constraints(), is, is.constraints());
      case TextType was when now instanceof EnumType is -> textOrEnum(path, was, is);
      case EnumType was when now instanceof TextType is -> textOrEnum(path, was, is);
      case EnumType was when now instanceof EnumType is -> names(path, was, is);
      case BytesType was when now instanceof BytesType is ->
          constraints(path, was, was.constraints(), is, is.constraints());
      case TimeType(var was) when now instanceof TimeType(var is) -> {
        if (was != is) {
          records.add(path, "time", was.javaName(), is.javaName(), Sides.neither("it is another kind of time"));
        }
      }
      case ListType was when now instanceof ListType is -> {
        constraints(path, was, was.constraints(), is, is.constraints());
        compare(path + "[]", was.element(), is.element(), true);
      }
      case MapType was when now instanceof MapType is -> {
        constraints(path, was, was.constraints(), is, is.constraints());
        compare(path + "{}", was.value(), is.value(), true);
      }
      case SequenceType(FieldType was) when now instanceof SequenceType(FieldType is) -> sequence(path + "[]", was, is);
      case RecordType(RecordSchema was) when now instanceof RecordType(RecordSchema is) ->
          records.record(path, was, is);
      case UnionType was when now instanceof UnionType is -> union(path, was, is);
      case ArrayType _,
          ScalarType _,
          TextType _,
          BytesType _,
          EnumType _,
          TimeType _,
          ListType _,
          MapType _,
          RecordType _,
          UnionType _,
          SequenceType _ ->
          records.add(path, "kind", old.inWords(), now.inWords(), Sides.neither("it is another kind of value"));
    }
  }

  /// The elements of a sequence have dimension variables of their own.
  private void sequence(String path, FieldType old, FieldType now) {
    ShapeChanges own = new ShapeChanges();
    new TypeChanges(records, own).compare(path, old, now, false);
    records.add(own);
  }

  private void array(String path, ArrayType old, ArrayType now, boolean many) {
    if (!old.dtype().equals(now.dtype())) {
      records.add(path, "dtype", dtype(old), dtype(now), Sides.of(old, now, TypeChanges::dtype));
    }
    shapes.add(path, old.shape(), now.shape(), many);
    if (old.differentiable() != now.differentiable()) {
      records.add(
          path,
          "differentiable",
          Boolean.toString(old.differentiable()),
          Boolean.toString(now.differentiable()),
          Sides.FINE);
    }
    constraints(path, old, old.constraints(), now, now.constraints());
  }

  private static String dtype(ArrayType array) {
    return array.dtype().map(DType::wireName).orElse("any");
  }

  /// Arrays of any dtype say theirs in the data, which lists of numbers do not.
  private static Optional<String> dtype(ArrayType reader, ArrayType writer) {
    if (reader.dtype().isEmpty()) {
      return writer.dtype().filter(dtype -> dtype == DType.BFLOAT16).map(_ -> "bfloat16 is read where it is declared");
    }
    if (writer.dtype().isEmpty()) {
      return Optional.of("it may be of any dtype");
    }
    return numbers(reader.dtype().get(), writer.dtype().get());
  }

  private void numbers(String path, DType old, DType now) {
    if (old != now) {
      records.add(path, "dtype", old.wireName(), now.wireName(), Sides.of(old, now, TypeChanges::numbers));
    }
  }

  private static Optional<String> numbers(DType reader, DType writer) {
    return Numbers.hold(reader, writer)
        ? Optional.empty()
        : Optional.of("not all values of %s are values of %s".formatted(writer, reader));
  }

  private static Optional<String> scalarAsArray(FieldType reader, FieldType writer) {
    if (!(reader instanceof ArrayType array) || !(writer instanceof ScalarType scalar)) {
      return Optional.of("an array is no number");
    }
    if (array.dtype().isEmpty()) {
      return Optional.of("a number does not say its dtype");
    }
    ShapePattern shape = array.shape();
    if (!shape.anyRank() && !shape.axes().isEmpty()) {
      return Optional.of("a number has no axes");
    }
    return numbers(array.dtype().get(), scalar.scalar().dtype());
  }

  private void textOrEnum(String path, FieldType old, FieldType now) {
    records.add(path, "kind", old.inWords(), now.inWords(), Sides.of(old, now, TypeChanges::nameAsText));
  }

  private static Optional<String> nameAsText(FieldType reader, FieldType writer) {
    if (!(reader instanceof TextType(var constraints)) || !(writer instanceof EnumType(_, var values))) {
      return Optional.of("a text need not be one of the names");
    }
    return values.stream()
        .filter(name -> !TextRules.hold(name, constraints))
        .findFirst()
        .map(name -> "\"%s\" is not such a text".formatted(name));
  }

  private void names(String path, EnumType old, EnumType now) {
    if (!old.name().equals(now.name())) {
      records.add(path, "enum's name in Java", old.name(), now.name(), Sides.FINE);
    }
    for (String name : now.values()) {
      if (!old.values().contains(name)) {
        Sides sides = new Sides(Optional.empty(), Optional.of("it may have the name, which is unknown there"));
        records.add(path, "name", "", "\"%s\"".formatted(name), sides);
      }
    }
    for (String name : old.values()) {
      if (!now.values().contains(name)) {
        Sides sides = new Sides(Optional.of("it may have the name, which is unknown now"), Optional.empty());
        records.add(path, "name", "\"%s\"".formatted(name), "", sides);
      }
    }
    List<String> kept = old.values().stream().filter(now.values()::contains).toList();
    List<String> keptNow = now.values().stream().filter(old.values()::contains).toList();
    if (!kept.equals(keptNow)) {
      records.add(path, "order of names", String.join(", ", kept), String.join(", ", keptNow), Sides.FINE);
    }
  }

  private void union(String path, UnionType old, UnionType now) {
    if (!old.name().equals(now.name())) {
      records.add(path, "interface's name in Java", old.name(), now.name(), Sides.FINE);
    }
    if (!old.discriminator().equals(now.discriminator())) {
      records.add(
          path,
          "discriminator",
          old.discriminator(),
          now.discriminator(),
          Sides.neither("another field says which record it is"));
    }
    Map<String, RecordSchema> before = byTag(old);
    Map<String, RecordSchema> after = byTag(now);
    after.forEach(
        (tag, record) -> {
          RecordSchema was = before.get(tag);
          if (was == null) {
            Sides sides = new Sides(Optional.empty(), Optional.of("it may be this record, which is unknown there"));
            records.add(path, "record", "", "\"%s\"".formatted(tag), sides);
          } else {
            records.record("%s(%s)".formatted(path, tag), was, record);
          }
        });
    before.forEach(
        (tag, _) -> {
          if (!after.containsKey(tag)) {
            Sides sides = new Sides(Optional.of("it may be this record, which is unknown now"), Optional.empty());
            records.add(path, "record", "\"%s\"".formatted(tag), "", sides);
          }
        });
  }

  private static Map<String, RecordSchema> byTag(UnionType union) {
    Map<String, RecordSchema> records = new LinkedHashMap<>();
    union.variants().forEach(variant -> records.put(variant.tag(), variant.record()));
    return records;
  }

  private void constraints(
      String path, FieldType old, List<Constraint> before, FieldType now, List<Constraint> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    ConstraintReading was = new ConstraintReading(old, before);
    ConstraintReading is = new ConstraintReading(now, after);
    for (ConstraintReading.Rule rule : ConstraintReading.Rule.values()) {
      String from = was.words(rule);
      String to = is.words(rule);
      Sides sides = Sides.of(was, is, (reader, writer) -> reader.refusal(rule, writer));
      if (!Objects.equals(from, to) || !sides.isFine()) {
        records.add(path, rule.toString(), from, to, sides);
      }
    }
  }
}
