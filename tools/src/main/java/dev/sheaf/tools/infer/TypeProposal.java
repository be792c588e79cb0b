package dev.sheaf.tools.infer;

import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import dev.sheaf.tools.infer.Seen.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes a schema of what was seen. For one record.
final class TypeProposal {
  /// The field of a record whose data is a value by itself.
  private static final String DATA = "data";

  /// A constructor of Java's takes so many words: one for itself, two for each `long` and `double`.
  private static final int MOST_WORDS = 255;

  private final String name;
  private final boolean complete;
  private final Set<String> types;
  private final Map<String, String> comments = new LinkedHashMap<>();

  /// @param name the binary name of the record
  /// @param complete whether all rows were seen: else what a format says counts more
  TypeProposal(String name, boolean complete) {
    this.name = name;
    this.complete = complete;
    this.types = new HashSet<>(RecordSource.USED_NAMES);
    this.types.add(name.substring(name.lastIndexOf('.') + 1));
  }

  /// What is to be said of fields, by their paths.
  Map<String, String> comments() {
    return comments;
  }

  /// The record.
  ///
  /// @param row what rows were like
  /// @param stored what the format says of them, if anything
  /// @throws DecodeException if values of several kinds stand at one place, so that no type fits
  RecordSchema record(Seen row, Optional<RecordSchema> stored) {
    boolean fields = row.kinds().containsKey(Kind.FIELDS);
    if (fields && row.kinds().size() == 1 && row.missing() == 0 && !row.fields().isEmpty()) {
      return record(name, "", row, stored);
    }
    FieldType element = type(row, DATA, Optional.empty());
    return new RecordSchema(
        name, "", false, List.of(new FieldSchema(DATA, "", new SequenceType(element))));
  }

  private RecordSchema record(String binaryName, String path, Seen seen, Optional<RecordSchema> stored) {
    Map<String, FieldType> fieldTypes = new LinkedHashMap<>();
    seen.fields()
        .forEach(
            (field, values) -> {
              String at = path.isEmpty() ? field : path + "." + field;
              Optional<FieldType> known = known(stored, field);
              FieldType type = present(values, at, known);
              boolean absent = values.present() + values.missing() < seen.present() || values.missing() > 0;
              boolean mayBe = !complete && known.filter(OptionalType.class::isInstance).isPresent();
              if (absent) {
                comment(at, "missing in %,d of %,d".formatted(seen.present() - values.present(), seen.present()));
              }
              fieldTypes.put(field, absent || mayBe ? new OptionalType(type) : type);
            });
    nameAxes(seen, fieldTypes);
    checkSize(path, fieldTypes);
    List<FieldSchema> fields = new ArrayList<>();
    Set<String> components = new HashSet<>();
    fieldTypes.forEach(
        (field, type) -> {
          String component = JavaNames.component(field, components);
          components.add(component);
          fields.add(new FieldSchema(field, component, "", type, Optional.empty()));
        });
    return new RecordSchema(binaryName, "", false, fields);
  }

  private static Optional<FieldType> known(Optional<RecordSchema> stored, String field) {
    return stored.flatMap(
        record ->
            record.fields().stream().filter(each -> each.name().equals(field)).map(FieldSchema::type).findFirst());
  }

  private void checkSize(String path, Map<String, FieldType> fields) {
    int words =
        1
            + fields.values().stream()
                .mapToInt(
                    type ->
                        type instanceof ScalarType(Scalar scalar, _)
                                && (scalar == Scalar.LONG || scalar == Scalar.DOUBLE)
                            ? 2
                            : 1)
                .sum();
    if (words > MOST_WORDS) {
      throw unfit(
          path,
          "fields for which a record of Java's has room (255 words; long and double are two)",
          "%d fields of %d words; declare a record for those that you need".formatted(fields.size(), words - 1));
    }
  }

  /// Gives one name to the open axes that were equal in each record.
  private static void nameAxes(Seen seen, Map<String, FieldType> fields) {
    Map<EqualAxes.Place, String> names = new LinkedHashMap<>();
    int variables = 0;
    for (Map.Entry<String, FieldType> field : fields.entrySet()) {
      if (!(field.getValue() instanceof ArrayType array)) {
        continue;
      }
      for (int axis = 0; axis < array.shape().axes().size(); axis++) {
        EqualAxes.Place place = new EqualAxes.Place(field.getKey(), axis);
        if (isOpen(seen, fields, place) && !names.containsKey(place)) {
          List<EqualAxes.Place> equal =
              seen.axes().equalTo(place).stream().filter(each -> isOpen(seen, fields, each)).toList();
          if (equal.size() > 1) {
            String variable = variable(variables++);
            equal.forEach(each -> names.put(each, variable));
          }
        }
      }
    }
    fields.replaceAll((field, type) -> type instanceof ArrayType array ? named(field, array, names) : type);
  }

  /// Whether an axis varied: those that the format alone calls open may be equal by chance.
  private static boolean isOpen(Seen seen, Map<String, FieldType> fields, EqualAxes.Place place) {
    return fields.get(place.field()) instanceof ArrayType array
        && place.axis() < array.shape().axes().size()
        && array.shape().axes().get(place.axis()) instanceof Axis.Any
        && Objects.requireNonNull(seen.fields().get(place.field())).extents().varies(place.axis());
  }

  private static ArrayType named(String field, ArrayType array, Map<EqualAxes.Place, String> names) {
    List<Axis> axes = new ArrayList<>(array.shape().axes());
    for (int axis = 0; axis < axes.size(); axis++) {
      String name = names.get(new EqualAxes.Place(field, axis));
      if (name != null) {
        axes.set(axis, new Axis.Named(name));
      }
    }
    ShapePattern shape = new ShapePattern(array.shape().anyRank(), axes);
    return new ArrayType(array.dtype(), shape, false, List.of());
  }

  private static String variable(int number) {
    String letters = "NMKLPQRST";
    return number < letters.length() ? letters.substring(number, number + 1) : "D" + number;
  }

  /// The type of values at a place, which may be missing there.
  private FieldType type(Seen seen, String path, Optional<FieldType> stored) {
    FieldType type = present(seen, path, stored);
    return seen.missing() > 0 ? new OptionalType(type) : type;
  }

  private FieldType present(Seen seen, String path, Optional<FieldType> stored) {
    Optional<FieldType> known = stored.map(type -> type instanceof OptionalType(FieldType of) ? of : type);
    Set<Kind> kinds = seen.kinds().keySet();
    if (kinds.isEmpty()) {
      comment(path, known.isPresent() ? "no value seen" : "no value seen: the type is a guess");
      return known.orElse(new TextType(List.of()));
    }
    if (kinds.equals(Set.of(Kind.NUMBER))) {
      return numbers(seen, path, known);
    }
    if (kinds.contains(Kind.LIST)
        && kinds.stream().allMatch(kind -> kind == Kind.LIST || (kind == Kind.NUMBER && seen.isOnlyLists()))) {
      return list(seen, path, known);
    }
    // Where a format has bytes only, some of them look like texts.
    if (kinds.equals(Set.of(Kind.TEXT, Kind.BYTES)) || kinds.equals(Set.of(Kind.BYTES))) {
      return new BytesType(List.of());
    }
    if (kinds.size() > 1) {
      throw unfit(
          path,
          "values of one kind, as each field has one type",
          seen.kinds().entrySet().stream()
              .map(kind -> kind.getValue().isEmpty() ? kind.getKey().toString() : "%s (%s)".formatted(kind.getKey(), kind.getValue()))
              .collect(Collectors.joining(" and ")));
    }
    return switch (kinds.iterator().next()) {
      case TEXT -> text(seen, path);
      case TIME -> time(seen, path);
      case FIELDS -> fields(seen, path, known);
      case NUMBER, LIST, BYTES -> throw new AssertionError("handled above");
    };
  }

  private FieldType list(Seen seen, String path, Optional<FieldType> known) {
    Optional<FieldType> inner = known.map(type -> type instanceof ListType(var of, _) ? of : type);
    FieldType element = type(seen.inside(), path + "[]", inner);
    return seen.isLazy() ? new SequenceType(element) : new ListType(element, List.of());
  }

  private FieldType numbers(Seen seen, String path, Optional<FieldType> known) {
    NumberKinds numbers = seen.numbers();
    if (numbers.isEmpty()) {
      comment(path, "always empty: the type of the elements is a guess");
      return new ListType(new TextType(List.of()), List.of());
    }
    if (numbers.isMixed()) {
      throw unfit(path, "values of one kind, as each field has one type", "booleans and numbers");
    }
    boolean alone = seen.isSingle() || (seen.isFlat() && seen.extents().isAlwaysOne());
    Optional<DType> dtype = numbers.common();
    if (dtype.isEmpty() && (alone || !numbers.isStored() || seen.isBoth())) {
      throw unfit(path, "numbers that one type holds without a change", numbers.toString());
    }
    Optional<Scalar> scalar =
        dtype.flatMap(type -> Arrays.stream(Scalar.values()).filter(each -> each.dtype() == type).findFirst());
    if (alone) {
      return scalar
          .<FieldType>map(each -> new ScalarType(each, List.of()))
          .orElseGet(() -> new ArrayType(dtype, ShapePattern.scalar(), false, List.of()));
    }
    if (seen.hasEmptyList() && seen.isOnlyLists() && dtype.filter(type -> type != DType.FLOAT64).isPresent()) {
      // JSON's list without numbers is one of float64; an exact list is better than rounded numbers.
      return list(seen, path, known);
    }
    if (!seen.extents().isOne()) {
      comment(path, "seen " + seen.extents());
    }
    return new ArrayType(dtype, shape(seen, known), false, List.of());
  }

  /// What was fixed so far may be open in the rest, if the format says so.
  private ShapePattern shape(Seen seen, Optional<FieldType> known) {
    ShapePattern pattern = seen.extents().pattern();
    if (complete || !(known.orElse(null) instanceof ArrayType stored)) {
      return pattern;
    }
    if (stored.shape().anyRank() || stored.shape().axes().size() != pattern.axes().size()) {
      return stored.shape();
    }
    List<Axis> axes = new ArrayList<>(pattern.axes());
    for (int axis = 0; axis < axes.size(); axis++) {
      if (!(stored.shape().axes().get(axis) instanceof Axis.Fixed)) {
        axes.set(axis, new Axis.Any());
      }
    }
    return new ShapePattern(pattern.anyRank(), axes);
  }

  private FieldType text(Seen seen, String path) {
    FieldType likely = seen.forms().type();
    if (seen.isCells() && !(likely instanceof TextType)) {
      return likely;
    }
    String samples = seen.samples().stream().map("\"%s\""::formatted).collect(Collectors.joining(", "));
    if (!samples.isEmpty()) {
      comment(path, "seen " + samples);
    }
    if (likely instanceof TimeType time && !seen.samples().isEmpty()) {
      comment(path, "%s would fit".formatted(time.time().javaName()));
    }
    return new TextType(List.of());
  }

  private static FieldType time(Seen seen, String path) {
    if (seen.times().size() > 1) {
      throw unfit(path, "times of one kind", seen.times().toString());
    }
    return new TimeType(seen.times().iterator().next());
  }

  private FieldType fields(Seen seen, String path, Optional<FieldType> known) {
    if (seen.isMap()) {
      Optional<FieldType> value = known.map(type -> type instanceof MapType(FieldType of, _) ? of : type);
      return new MapType(type(seen.together(), path + "{}", value), List.of());
    }
    String simple = JavaNames.type(path.substring(path.lastIndexOf('.') + 1), types);
    types.add(simple);
    Optional<RecordSchema> stored =
        known.flatMap(
            type -> type instanceof RecordType(RecordSchema record) ? Optional.of(record) : Optional.empty());
    return new RecordType(record(name + "$" + simple, path, seen, stored));
  }

  private void comment(String path, String words) {
    comments.merge(path, words, (before, more) -> before + "; " + more);
  }

  private static DecodeException unfit(String path, String expected, String found) {
    return new DecodeException(Rule.TYPE, "samples", path, -1, expected, found, null);
  }
}
