package dev.sheaf.format;

import dev.sheaf.io.InputFile;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Files;
import java.nio.file.Path;

/// A kind of file that holds rows. Others can be added: a class that implements this, named in
/// `META-INF/services/dev.sheaf.format.RecordFormat` of its jar, is found by [RecordFormats]. Implementations are
/// stateless and thread-safe.
public interface RecordFormat {
  /// How sure a format is that a file is of its kind.
  enum Match {
    /// Not at all.
    NONE,
    /// The name says so; the content could be that of many formats.
    NAME,
    /// The content says so.
    CONTENT
  }

  /// The name in configurations and messages, such as `array_record`: lower case, unique.
  String name();

  /// Whether its rows are values ([TableReader], [TableWriter]), not bytes ([RecordReader], [RecordWriter]).
  default boolean isTable() {
    return false;
  }

  /// The name of the encoding in which records are written to such files where nobody names another.
  default String usualEncoding() {
    return "json";
  }

  /// Whether a file, or a folder, is of this kind, from what can be told without reading it.
  Match match(FileProbe probe);

  /// Opens a file. The result reads `file` from then on, and closes it when it is closed; if this fails, the caller
  /// closes it.
  ///
  /// @param path where the file lies: what else belongs to it is found from there, never outside its folder
  /// @param file its bytes; for a folder, no bytes
  /// @throws IllegalArgumentException if the options name a setting that the format does not have
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or of another kind
  /// @throws UnsupportedFormatException if it uses a part of the format that is not read here, or goes past a limit
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  RowSource open(Path path, InputFile file, FormatOptions options);

  /// Opens a file or a folder by its name, without mapping it: one that is cut off meanwhile is an error, whoever looks
  /// at it.
  ///
  /// @throws IllegalArgumentException if the options name a setting that the format does not have
  /// @throws dev.sheaf.SheafException as [#open(Path, InputFile, FormatOptions)] does, or if it cannot be opened
  default RowSource open(Path place, FormatOptions options) {
    InputFile file = Files.isDirectory(place) ? RecordFormats.noBytes(place) : InputFile.openPositional(place);
    try {
      return open(place, file, options);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// What is in a file, whether or not it can be read as rows: arrays of different lengths, for one. The file stays the
  /// caller's. [Layout#EMPTY] where a format has only rows.
  ///
  /// @throws dev.sheaf.io.CorruptDataException if it is damaged, or of another kind
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  default Layout contents(Path path, InputFile file, FormatOptions options) {
    return Layout.EMPTY;
  }

  /// Starts to write a file of records, which appears whole when it is committed, or not at all.
  ///
  /// @throws IllegalArgumentException if files of this kind are not written so, or the options name a setting that the
  ///     format does not have
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  default RecordWriter create(Path target, FormatOptions options) {
    throw new IllegalArgumentException(
        "expected a format that records can be written to, found \"%s\"".formatted(name()));
  }

  /// Starts to write a file of rows of `schema`, which appears whole when it is committed, or not at all.
  ///
  /// @throws IllegalArgumentException if files of this kind are not written so, or not with such fields, or the options
  ///     name a setting that the format does not have
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  default TableWriter create(Path target, RecordSchema schema, FormatOptions options) {
    throw new IllegalArgumentException(
        "expected a format that rows can be written to, found \"%s\"".formatted(name()));
  }
}
