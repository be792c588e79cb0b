package dev.sheaf.tools.profile;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.SchemaCodec.Variant;
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
import dev.sheaf.schema.ShapePattern.Axis.Fixed;
import dev.sheaf.tools.profile.FieldProfile.Sample;
import dev.sheaf.tools.profile.FieldProfile.TimeProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts what the values of one field are like, and those of the fields inside it. For one thread; those of several
/// are merged.
final class FieldTally {
  private final String path;
  private final String description;
  private final FieldType type;

  /// What a value is when it is there.
  private final FieldType value;

  /// The fields of a record, the fields of each record of a union, or the element of what holds many.
  private final List<List<FieldTally>> inside = new ArrayList<>();

  private final Map<DType, NumberTally> numbers = new EnumMap<>(DType.class);
  private final ShapeTally shapes = new ShapeTally();
  private final LengthTally lengths = new LengthTally();
  private final CountedValues values = new CountedValues();
  private final Samples samples = new Samples();
  private @Nullable Comparable<Object> earliest;
  private @Nullable Comparable<Object> latest;
  private long count;
  private long absent;

  private FieldTally(String path, String description, FieldType type) {
    this.path = path;
    this.description = description;
    this.type = type;
    FieldType present = type;
    while (present instanceof OptionalType(FieldType of)) {
      present = of;
    }
    value = present;
    switch (present) {
      case RecordType(RecordSchema record) -> inside.add(of(record, path + "."));
      case UnionType union ->
          union.variants().forEach(each -> inside.add(of(each.record(), "%s<%s>.".formatted(path, each.tag()))));
      case ListType(FieldType element, _) -> inside.add(List.of(new FieldTally(path + "[]", "", element)));
      case SequenceType(FieldType element) -> inside.add(List.of(new FieldTally(path + "[]", "", element)));
      case MapType(FieldType of, _) -> inside.add(List.of(new FieldTally(path + "{}", "", of)));
      case ArrayType _, ScalarType _, TextType _, BytesType _, EnumType _, TimeType _, OptionalType _ -> {
        // Nothing is inside.
      }
    }
  }

  /// One for each field of a record.
  static List<FieldTally> of(RecordSchema record) {
    return of(record, "");
  }

  private static List<FieldTally> of(RecordSchema record, String prefix) {
    return record.fields().stream()
        .map((FieldSchema field) -> new FieldTally(prefix + field.name(), field.description(), field.type()))
        .toList();
  }

  /// Adds a row, as [dev.sheaf.codec.SchemaCodec] gives it.
  static void addRow(List<FieldTally> fields, List<?> row) {
    for (int field = 0; field < row.size(); field++) {
      fields.get(field).add(row.get(field));
    }
  }

  private void add(Object found) {
    Optional<Object> present = present(found);
    if (present.isEmpty()) {
      absent++;
      return;
    }
    count++;
    Object it = present.get();
    switch (value) {
      case ArrayType array -> add(array, (NdArray) it);
      case ScalarType(Scalar scalar, _) -> {
        if (scalar == Scalar.BOOLEAN) {
          values.add(it.toString());
        } else {
          numbers(scalar.dtype()).add((Number) it);
        }
      }
      case TextType _ -> {
        String text = (String) it;
        lengths.add(text.codePointCount(0, text.length()));
        values.add(text);
      }
      case BytesType _ -> lengths.add(((byte[]) it).length);
      case EnumType _ -> values.add((String) it);
      case TimeType _ -> {
        times(it);
        values.add(it.toString());
      }
      case RecordType _ -> addRow(inside.getFirst(), List.of((Object[]) it));
      case UnionType union -> {
        Variant variant = (Variant) it;
        values.add(variant.tag());
        addRow(inside.get(position(union, variant)), variant.values());
      }
      case ListType _ -> addAll((Collection<?>) it, ((Collection<?>) it).size());
      case MapType _ -> addAll(((Map<?, ?>) it).values(), ((Map<?, ?>) it).size());
      case SequenceType _ -> addAll((LazySequence<?>) it, ((LazySequence<?>) it).size());
      case OptionalType _ -> throw new AssertionError("what is inside an optional value is taken out");
    }
  }

  private void add(ArrayType declared, NdArray array) {
    shapes.add(array.shape());
    if (array.shape().rank() > 0 && !firstAxisIsFixed(declared)) {
      lengths.add(array.shape().dim(0));
    }
    if (array instanceof BoolArray truths) {
      long yes = 0;
      for (long i = 0; i < truths.size(); i++) {
        yes += truths.getFlat(i) ? 1 : 0;
      }
      values.add("true", yes);
      values.add("false", truths.size() - yes);
    } else {
      numbers(array.dtype()).add(array);
    }
  }

  private static boolean firstAxisIsFixed(ArrayType declared) {
    return !declared.shape().anyRank()
        && !declared.shape().axes().isEmpty()
        && declared.shape().axes().getFirst() instanceof Fixed;
  }

  private void addAll(Iterable<?> elements, long size) {
    lengths.add(size);
    FieldTally element = inside.getFirst().getFirst();
    elements.forEach(element::add);
  }

  private NumberTally numbers(DType dtype) {
    return numbers.computeIfAbsent(dtype, NumberTally::new);
  }

  private static int position(UnionType union, Variant variant) {
    return union.variants().stream().map(UnionType.Variant::tag).toList().indexOf(variant.tag());
  }

  private static Optional<Object> present(Object value) {
    Object found = value;
    while (found instanceof Optional<?> optional) {
      if (optional.isEmpty()) {
        return Optional.empty();
      }
      found = optional.get();
    }
    return Optional.of(found);
  }

  @SuppressWarnings("unchecked") // All values of one field are of one type, and compare with each other.
  private void times(Object time) {
    Comparable<Object> next = (Comparable<Object>) time;
    if (earliest == null || next.compareTo(earliest) < 0) {
      earliest = next;
    }
    if (latest == null || next.compareTo(latest) > 0) {
      latest = next;
    }
  }

  /// Adds what was seen on another thread.
  void add(FieldTally other) {
    count += other.count;
    absent += other.absent;
    other.numbers.forEach((dtype, seen) -> numbers(dtype).add(seen));
    shapes.add(other.shapes);
    lengths.add(other.lengths);
    values.add(other.values);
    if (other.earliest != null && other.latest != null) {
      times(other.earliest);
      times(other.latest);
    }
    for (int group = 0; group < inside.size(); group++) {
      for (int field = 0; field < inside.get(group).size(); field++) {
        inside.get(group).get(field).add(other.inside.get(group).get(field));
      }
    }
  }

  /// Keeps the values of a row as samples.
  static void sampleRow(List<FieldTally> fields, long row, List<?> values) {
    for (int field = 0; field < values.size(); field++) {
      fields.get(field).sample(row, values.get(field));
    }
  }

  private void sample(long row, Object found) {
    Optional<Object> present = present(found);
    if (present.isEmpty()) {
      return;
    }
    Object it = present.get();
    switch (value) {
      case RecordType _ -> sampleRow(inside.getFirst(), row, List.of((Object[]) it));
      case UnionType union -> {
        Variant variant = (Variant) it;
        sampleRow(inside.get(position(union, variant)), row, variant.values());
      }
      case ListType _ -> sampleFirst(row, (Collection<?>) it);
      case MapType _ -> sampleFirst(row, ((Map<?, ?>) it).values());
      case SequenceType _ -> sampleFirst(row, (LazySequence<?>) it);
      case ArrayType _, ScalarType _, TextType _, BytesType _, EnumType _, TimeType _ -> samples.add(row, it);
      case OptionalType _ -> throw new AssertionError("what is inside an optional value is taken out");
    }
  }

  private void sampleFirst(long row, Iterable<?> elements) {
    for (Object element : elements) {
      inside.getFirst().getFirst().sample(row, element);
      return;
    }
  }

  /// Adds what was seen of this field, and of those inside it.
  void collect(List<FieldProfile> into) {
    List<Sample> kept = samples.kept();
    into.add(
        new FieldProfile(
            path,
            description,
            type,
            count,
            absent,
            NumberTally.together(numbers.values()),
            shapes.profile(),
            lengths.isEmpty() ? Optional.empty() : Optional.of(lengths.profile(unit())),
            valueProfile(),
            earliest == null || latest == null
                ? Optional.empty()
                : Optional.of(new TimeProfile(earliest.toString(), latest.toString())),
            kept,
            samples.leftOut()));
    inside.forEach(group -> group.forEach(field -> field.collect(into)));
  }

  private Optional<ValueProfile> valueProfile() {
    return switch (value) {
      case EnumType(_, List<String> names) -> Optional.of(values.profile(names));
      case UnionType union ->
          Optional.of(values.profile(union.variants().stream().map(UnionType.Variant::tag).toList()));
      case ArrayType _, ScalarType _, TextType _, TimeType _ ->
          values.isEmpty() ? Optional.empty() : Optional.of(values.profile());
      case BytesType _, OptionalType _, ListType _, MapType _, RecordType _, SequenceType _ -> Optional.empty();
    };
  }

  private String unit() {
    return switch (value) {
      case TextType _ -> "characters";
      case BytesType _ -> "bytes";
      case MapType _ -> "entries";
      case ArrayType _,
          ScalarType _,
          EnumType _,
          TimeType _,
          OptionalType _,
          ListType _,
          RecordType _,
          UnionType _,
          SequenceType _ ->
          "elements";
    };
  }
}
