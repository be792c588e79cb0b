package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.RecordCodec;
import java.nio.file.Path;

/// Opens datasets of files that hold one row each.
public final class LooseFiles {
  private LooseFiles() {}

  /// Opens the rows of an index folder, as `sheaf index` and `mvn dataset:index` write it.
  ///
  /// @throws dev.sheaf.SheafException if the index is not there, is damaged, was made for another schema, or no longer
  ///     agrees with the files
  public static <R> Dataset<R> openIndex(Path folder, RecordCodec<R> codec, DecodeOptions options) {
    throw new UnsupportedOperationException(folder.toString() + codec + options);
  }

  /// Opens the files that a pattern names, relative to the working directory, without an index.
  public static <R> Dataset<R> openPattern(String pattern, RecordCodec<R> codec, DecodeOptions options) {
    throw new UnsupportedOperationException(pattern + codec + options);
  }
}
