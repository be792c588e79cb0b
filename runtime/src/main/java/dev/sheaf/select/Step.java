package dev.sheaf.select;

import dev.sheaf.schema.Field;

/// One step on the way from a value to an element of it.
public sealed interface Step {
  /// The value under a key of a map: `foo`.
  record Key(String name) implements Step {
    @Override
    public String toString() {
      return name;
    }
  }

  /// One element of a list, counted from 0: `[3]`.
  record Index(long index) implements Step {
    public Index {
      if (index < 0) {
        throw new IllegalArgumentException("expected an index of 0 or more, found " + index);
      }
    }

    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /// Every element of a list, in order: `[*]`. There may be none.
  record Each() implements Step {
    @Override
    public String toString() {
      return "[*]";
    }
  }

  /// A field of a record: `mesh.vertices`. A field of a record inside the record is one step too.
  record Member(Field<?, ?> field) implements Step {
    @Override
    public String toString() {
      return field.path();
    }
  }

  /// Whether the step has a dot before it, unless it comes first.
  default boolean isNamed() {
    return switch (this) {
      case Key _, Member _ -> true;
      case Index _, Each _ -> false;
    };
  }
}
