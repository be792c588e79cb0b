package dev.sheaf.tfrecord.example;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;

/// Reads messages of which it is known what names they have: those are recognised by their bytes, so that no text is
/// made of them for each message. Other names are read as well. Immutable; safe for any number of threads.
public final class ExampleParser {
  private final FeatureNames names;

  /// @param names those that are expected
  public ExampleParser(Collection<String> names) {
    this.names = new FeatureNames(List.copyOf(names).stream().distinct().toList());
  }

  /// Reads a message out of a file.
  ///
  /// @param place the file, for errors
  /// @param offset where the message begins there
  /// @throws dev.sheaf.io.CorruptDataException if it is none
  /// @throws dev.sheaf.format.UnsupportedFormatException if it has 2 GiB or more
  public Example parse(MemorySegment message, String place, long offset) {
    return Example.parse(message, place, offset, names);
  }
}
