package dev.sheaf.tools.infer;

import dev.sheaf.schema.Shape;
import dev.sheaf.schema.Time;
import dev.sheaf.tools.infer.Value.Fields.Certainty;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was seen of all values at one place in the data: kinds, sizes and a few texts; memory does not grow with the
/// number of values. Mutable, for one thread.
final class Seen {
  /// Kinds of values that no one type has.
  enum Kind {
    NUMBER("numbers"),
    LIST("lists of other than numbers"),
    TEXT("texts"),
    BYTES("bytes"),
    TIME("times"),
    FIELDS("objects");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /// An object with more different names than this is no record.
  private static final int MOST_NAMES = 1000;

  private static final int SAMPLES = 3;
  private static final int SAMPLE_LENGTH = 24;

  private final Map<Kind, String> kinds = new EnumMap<>(Kind.class);
  private long present;
  private long missing;

  // Numbers.
  private final NumberKinds numbers = new NumberKinds();
  private final Extents extents = new Extents();
  private boolean single;
  private boolean array;
  private boolean storedArray;
  private boolean flat = true;
  private boolean emptyList;

  // Lists.
  private boolean lazy;
  private @Nullable Seen elements;

  // Texts, bytes and times.
  private final Set<String> samples = new LinkedHashSet<>();
  private final CellForms forms = new CellForms();
  private boolean cells;
  private final Set<Time> times = EnumSet.noneOf(Time.class);

  // Objects.
  private final Map<String, Seen> named = new LinkedHashMap<>();
  private final EqualAxes axes = new EqualAxes();
  private final Set<Certainty> certainties = EnumSet.noneOf(Certainty.class);
  private @Nullable Seen unnamed;

  /// @param where the place, for the message that values of several kinds stand here
  void add(Value value, String where) {
    if (value instanceof Value.Missing) {
      missing++;
      return;
    }
    present++;
    switch (value) {
      case Value.Missing _ -> {}
      case Value.Single(NumberKinds kind) -> {
        kinds.putIfAbsent(Kind.NUMBER, where);
        numbers.add(kind);
        extents.add(new long[0]);
        single = true;
      }
      case Value.Numbers found -> {
        kinds.putIfAbsent(Kind.NUMBER, where);
        storedArray = true;
        numbers(found);
      }
      case Value.Listed(Seen inside, Optional<Value.Numbers> asArray, boolean isLazy) -> {
        elements().add(inside);
        lazy |= isLazy;
        if (asArray.isPresent()) {
          emptyList |= Shape.of(asArray.get().dims()).size() == 0;
          kinds.putIfAbsent(Kind.NUMBER, where);
          numbers(asArray.get());
        } else {
          kinds.putIfAbsent(Kind.LIST, where);
        }
      }
      case Value.Text(String text, boolean cell) -> {
        kinds.putIfAbsent(Kind.TEXT, where);
        cells |= cell;
        forms.add(text);
        sample(text);
      }
      case Value.Bytes(boolean text) -> kinds.putIfAbsent(text ? Kind.TEXT : Kind.BYTES, where);
      case Value.Moment(Time time) -> {
        kinds.putIfAbsent(Kind.TIME, where);
        times.add(time);
      }
      case Value.Fields fields -> {
        kinds.putIfAbsent(Kind.FIELDS, where);
        fields(fields, where);
      }
    }
  }

  private void numbers(Value.Numbers found) {
    array = true;
    flat &= found.flat();
    numbers.add(found.numbers());
    extents.add(found.dims());
  }

  private Seen elements() {
    Seen inside = elements;
    if (inside == null) {
      inside = new Seen();
      elements = inside;
    }
    return inside;
  }

  private void sample(String text) {
    if (samples.size() < SAMPLES) {
      samples.add(text.length() > SAMPLE_LENGTH ? text.substring(0, SAMPLE_LENGTH) + "..." : text);
    }
  }

  private void fields(Value.Fields fields, String where) {
    certainties.add(fields.certainty());
    Map<EqualAxes.Place, Long> sizes = new HashMap<>();
    fields
        .named()
        .forEach(
            (name, value) -> {
              named(name).add(value, where);
              dims(value)
                  .ifPresent(
                      dims -> {
                        for (int axis = 0; axis < dims.length; axis++) {
                          sizes.put(new EqualAxes.Place(name, axis), dims[axis]);
                        }
                      });
            });
    axes.add(sizes);
  }

  private static Optional<long[]> dims(Value value) {
    return switch (value) {
      case Value.Numbers found -> Optional.of(found.dims());
      case Value.Listed(_, Optional<Value.Numbers> asArray, _) -> asArray.map(Value.Numbers::dims);
      case Value.Missing _, Value.Single _, Value.Text _, Value.Bytes _, Value.Moment _, Value.Fields _ ->
          Optional.empty();
    };
  }

  private Seen named(String name) {
    Seen all = unnamed;
    if (all != null) {
      return all;
    }
    if (named.size() == MOST_NAMES && !named.containsKey(name)) {
      all = together();
      unnamed = all;
      named.clear();
      return all;
    }
    return named.computeIfAbsent(name, _ -> new Seen());
  }

  /// Adds what was seen elsewhere.
  void add(Seen other) {
    present += other.present;
    missing += other.missing;
    other.kinds.forEach(kinds::putIfAbsent);
    numbers.add(other.numbers);
    extents.add(other.extents);
    single |= other.single;
    array |= other.array;
    storedArray |= other.storedArray;
    flat &= other.flat;
    emptyList |= other.emptyList;
    lazy |= other.lazy;
    if (other.elements != null) {
      elements().add(other.elements);
    }
    other.samples.forEach(this::sample);
    forms.add(other.forms);
    cells |= other.cells;
    times.addAll(other.times);
    other.named.forEach((name, seen) -> named(name).add(seen));
    if (other.unnamed != null) {
      Seen all = unnamed == null ? together() : unnamed;
      named.clear();
      all.add(other.unnamed);
      unnamed = all;
    }
    axes.add(other.axes);
    certainties.addAll(other.certainties);
  }

  // What came of it.

  /// The kinds of values, each with the place where it was seen first.
  Map<Kind, String> kinds() {
    return kinds;
  }

  /// How many values there were.
  long present() {
    return present;
  }

  /// How often there was none.
  long missing() {
    return missing;
  }

  NumberKinds numbers() {
    return numbers;
  }

  Extents extents() {
    return extents;
  }

  /// Whether all were numbers by themselves.
  boolean isSingle() {
    return single && !array;
  }

  /// Whether single numbers stand among arrays that say their own type, which a number does not.
  boolean isBoth() {
    return single && array;
  }

  /// Whether all numbers stood in lists, none of them by itself or in an array of the data's own form.
  boolean isOnlyLists() {
    return array && !single && !storedArray;
  }

  /// Whether one was a list without numbers, which says as little of their type as it can.
  boolean hasEmptyList() {
    return emptyList;
  }

  /// Whether shapes mean nothing.
  boolean isFlat() {
    return flat && array;
  }

  /// Whether lists lay in files of their own.
  boolean isLazy() {
    return lazy;
  }

  /// What was in lists.
  Seen inside() {
    return elements();
  }

  /// The first few texts, shortened.
  Set<String> samples() {
    return samples;
  }

  /// What all texts could be.
  CellForms forms() {
    return forms;
  }

  /// Whether texts stood in a table of texts.
  boolean isCells() {
    return cells;
  }

  Set<Time> times() {
    return times;
  }

  /// What was under each name; empty where there were too many.
  Map<String, Seen> fields() {
    return named;
  }

  EqualAxes axes() {
    return axes;
  }

  /// What was under all names together.
  Seen together() {
    Seen all = new Seen();
    if (unnamed != null) {
      all.add(unnamed);
    }
    named.values().forEach(all::add);
    return all;
  }

  /// Whether objects are maps: the data says so, or they have too many names, or none that all of them have while the
  /// values are of one kind. One object alone is a record.
  boolean isMap() {
    if (certainties.contains(Certainty.RECORD)) {
      return false;
    }
    if (certainties.contains(Certainty.MAP) || unnamed != null || named.isEmpty()) {
      return true;
    }
    if (named.keySet().stream().anyMatch(String::isBlank)) {
      return true;
    }
    boolean shared = named.values().stream().anyMatch(field -> field.present + field.missing == present);
    return !shared && together().kinds.size() <= 1;
  }
}
