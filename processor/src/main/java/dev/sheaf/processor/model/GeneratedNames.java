package dev.sheaf.processor.model;

import java.util.ArrayList;
import java.util.List;

/// The simple names of the types that are written for one record, all in its package.
///
/// Each is the record's name and a suffix. For a record inside other types their names come first, joined by `_`: for
/// `Outer.Mesh` the loader is `Outer_MeshLoader`.
///
/// @param stem what they begin with: `Mesh`, `Outer_Mesh`
public record GeneratedNames(String stem) {
  /// The classes of `java.lang` that generated code may name. It imports none of them, and so a class of that name in
  /// the record's package would hide one.
  public static final List<String> OF_JAVA_LANG =
      List.of(
          "Boolean",
          "Byte",
          "Double",
          "Float",
          "IllegalStateException",
          "Integer",
          "Long",
          "Override",
          "RuntimeException",
          "Short",
          "String",
          "SuppressWarnings");

  /// The codec of the record itself.
  public String codec() {
    return stem + "Codec";
  }

  /// The row of a record with sequences.
  public String row() {
    return stem + "Row";
  }

  /// The codec of that row.
  public String rowCodec() {
    return row() + "Codec";
  }

  /// Some rows side by side.
  public String batch() {
    return stem + "Batch";
  }

  /// The door for applications.
  public String loader() {
    return stem + "Loader";
  }

  /// The typed selectors of a row's fields.
  public String fields() {
    return stem + "Fields";
  }

  /// All names, sorted.
  ///
  /// @param withRows whether the record has sequences, and so rows that are not itself
  /// @param withRow whether the rows are a type that is written for it
  public List<String> all(boolean withRows, boolean withRow) {
    List<String> names = new ArrayList<>(List.of(batch(), codec(), fields(), loader()));
    if (withRow) {
      names.add(row());
    }
    if (withRows) {
      names.add(rowCodec());
    }
    return names;
  }
}
