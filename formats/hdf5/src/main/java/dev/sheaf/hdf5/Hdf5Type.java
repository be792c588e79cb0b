package dev.sheaf.hdf5;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the elements of a dataset or an attribute are.
public sealed interface Hdf5Type {
  /// How many bytes an element has in the file; of a text or a sequence of any length, the reference to it.
  int byteSize();

  /// What it is, for people: `float32`, `text`, `{x: float32, y: float32}`.
  default String inWords() {
    return switch (this) {
      case Numbers(DType dtype, _) -> dtype.toString();
      case Enumeration(Numbers numbers, Map<String, Long> names) ->
          "%s with %d names".formatted(numbers.inWords(), names.size());
      case Text(_, boolean variable, _) -> variable ? "text" : "text of %d bytes".formatted(byteSize());
      case Opaque _ -> "%d bytes".formatted(byteSize());
      case Compound(_, List<Member> members) ->
          members.stream()
              .map(member -> "%s: %s".formatted(member.name(), member.type().inWords()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Array(Hdf5Type element, Shape shape) -> "%s %s".formatted(element.inWords(), shape);
      case Sequence(_, Hdf5Type element) -> "sequence of " + element.inWords();
      case Unsupported(_, String what) -> what;
    };
  }

  /// Integers and floats; complex numbers and booleans in the form that h5py gives them. Read as arrays.
  ///
  /// @param dtype the type in memory
  /// @param order the order of the bytes in the file
  record Numbers(DType dtype, ByteOrder order) implements Hdf5Type {
    @Override
    public int byteSize() {
      return dtype.byteSize();
    }

    /// Whether the bytes in the file are those in memory.
    boolean plain() {
      return dtype != DType.BOOL && (dtype.byteSize() == 1 || order == ByteOrder.nativeOrder());
    }
  }

  /// Integers with names. Read as an array of the numbers.
  ///
  /// @param numbers what they are in the file
  /// @param names in the order of the file
  record Enumeration(Numbers numbers, Map<String, Long> names) implements Hdf5Type {
    public Enumeration {
      names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    }

    @Override
    public int byteSize() {
      return numbers.byteSize();
    }
  }

  /// Texts in ASCII or UTF-8. Read as `String`.
  ///
  /// @param byteSize how many bytes each takes
  /// @param variable whether those are a reference to as many as the text has
  /// @param padding what follows a text that is shorter
  record Text(int byteSize, boolean variable, Padding padding) implements Hdf5Type {}

  /// What follows a text that is shorter than its place.
  enum Padding {
    /// A zero; whatever is behind it means nothing.
    NULL_TERMINATED,
    /// Zeros.
    NULL_PADDED,
    /// Spaces.
    SPACE_PADDED
  }

  /// Bytes that mean something to whoever wrote them. Read as `byte[]`.
  ///
  /// @param tag what they are, in the writer's words
  record Opaque(int byteSize, String tag) implements Hdf5Type {}

  /// Several values under names. Read as `Map<String, Object>`.
  ///
  /// @param members in the order of the file
  record Compound(int byteSize, List<Member> members) implements Hdf5Type {
    public Compound {
      members = List.copyOf(members);
    }
  }

  /// One value of a compound.
  ///
  /// @param offset where it is, in bytes from the start of the compound
  record Member(String name, int offset, Hdf5Type type) {}

  /// Arrays of one shape. Datasets of them are read as arrays with more axes, where the elements are numbers.
  record Array(Hdf5Type element, Shape shape) implements Hdf5Type {
    @Override
    public int byteSize() {
      return Math.toIntExact(element.byteSize() * shape.size());
    }
  }

  /// As many elements as there are. Read as an array with one axis where they are numbers, else as a `List`.
  record Sequence(int byteSize, Hdf5Type element) implements Hdf5Type {}

  /// A type that is not read here.
  ///
  /// @param what what it is: `references`, `floats of 128 bits`
  record Unsupported(int byteSize, String what) implements Hdf5Type {}
}
