package dev.sheaf.tools.infer;

import dev.sheaf.schema.DType;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Of which types numbers were: those that the data names, and how others are spelled. Mutable, for one thread.
final class NumberKinds {
  /// Numbers in JSON have no type but what their digits need.
  enum Spelled {
    TRUTH,
    /// From 0 to 2^63 - 1.
    NATURAL,
    /// From -2^63 to -1.
    NEGATIVE,
    /// From 2^63 to 2^64 - 1.
    LARGE,
    /// With a point or an exponent, not finite, or longer.
    DECIMAL
  }

  private final Set<DType> stored = EnumSet.noneOf(DType.class);
  private final Set<Spelled> spelled = EnumSet.noneOf(Spelled.class);

  static NumberKinds of(DType dtype) {
    NumberKinds kinds = new NumberKinds();
    kinds.stored.add(dtype);
    return kinds;
  }

  static NumberKinds of(Spelled how) {
    NumberKinds kinds = new NumberKinds();
    kinds.spelled.add(how);
    return kinds;
  }

  void add(NumberKinds other) {
    stored.addAll(other.stored);
    spelled.addAll(other.spelled);
  }

  boolean isEmpty() {
    return stored.isEmpty() && spelled.isEmpty();
  }

  /// Whether each of the numbers came with its type.
  boolean isStored() {
    return spelled.isEmpty();
  }

  /// Whether booleans stand among numbers.
  boolean isMixed() {
    boolean truth = spelled.contains(Spelled.TRUTH) || stored.contains(DType.BOOL);
    boolean number = spelled.stream().anyMatch(how -> how != Spelled.TRUTH) || stored.stream().anyMatch(d -> d != DType.BOOL);
    return truth && number;
  }

  /// The smallest type that holds all of them; empty where there is none.
  ///
  /// Numbers that are spelled are int64, or uint64 where one needs it; with a point among them, or beside stored
  /// floating-point numbers, float64.
  Optional<DType> common() {
    EnumSet<DType> all = EnumSet.copyOf(stored);
    if (!spelled.isEmpty()) {
      all.add(ofSpelled());
    }
    return Stream.of(DType.values())
        .filter(dtype -> all.stream().allMatch(dtype::holds))
        .min(Comparator.comparingInt(DType::byteSize).thenComparing(DType::kind).thenComparing(Comparator.naturalOrder()));
  }

  private DType ofSpelled() {
    if (spelled.equals(EnumSet.of(Spelled.TRUTH))) {
      return DType.BOOL;
    }
    boolean floating = stored.stream().anyMatch(dtype -> dtype.kind().compareTo(DType.Kind.FLOAT) >= 0);
    if (floating
        || spelled.contains(Spelled.DECIMAL)
        || (spelled.contains(Spelled.LARGE) && spelled.contains(Spelled.NEGATIVE))) {
      return DType.FLOAT64;
    }
    return spelled.contains(Spelled.LARGE) ? DType.UINT64 : DType.INT64;
  }

  @Override
  public String toString() {
    return Stream.concat(stored.stream().map(DType::wireName), spelled.isEmpty() ? Stream.of() : Stream.of("JSON"))
        .toList()
        .toString();
  }
}
