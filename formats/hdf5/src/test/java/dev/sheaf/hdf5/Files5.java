package dev.sheaf.hdf5;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// The files of the tests: those that `make_files.py` made, and those of the conformance cases.
final class Files5 {
  private Files5() {}

  /// The bytes of a file beside the script.
  static byte[] bytes(String name) {
    try (InputStream in = Files5.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputFile input(String name) {
    return InputFile.of(name, MemorySegment.ofArray(bytes(name)));
  }

  /// A file beside the script.
  static Hdf5File open(String name) {
    return open(name, bytes(name));
  }

  static Hdf5File open(String name, byte[] bytes) {
    return open(name, bytes, FormatOptions.DEFAULT);
  }

  static Hdf5File open(String name, byte[] bytes, FormatOptions options) {
    return Hdf5File.open(Path.of("nowhere", name), InputFile.of(name, MemorySegment.ofArray(bytes)), options);
  }

  /// A file of the conformance cases, where it lies.
  static Path conformance(String name) {
    return Path.of(System.getProperty("sheaf.testdata"), "conformance", "formats", "hdf5", name);
  }
}
