package dev.sheaf.processor.emit;

/// One file that is written for a record.
public sealed interface GeneratedFile {
  /// What it is called.
  String name();

  /// All of its text.
  String text();

  /// A Java source.
  ///
  /// @param name the qualified name of the type in it
  /// @param text all of its text
  record Source(String name, String text) implements GeneratedFile {}

  /// A resource beside the classes.
  ///
  /// @param name its path from the root of the class path
  /// @param text all of its text
  record Resource(String name, String text) implements GeneratedFile {}
}
