package dev.sheaf.hdf5;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.Confinement;
import dev.sheaf.io.InputFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The files that links of one file lead to: opened when they are needed, closed with it. Thread-safe.
final class ExternalFiles implements AutoCloseable {
  /// A link of a link of a link, each to another file.
  private static final int MAX_FILES = 64;

  private final Path path;
  private final FormatOptions options;
  private final Map<String, Hdf5File> files = new HashMap<>();
  private boolean closed;

  /// @param path the file that has the links
  ExternalFiles(Path path, FormatOptions options) {
    this.path = path;
    this.options = options;
  }

  /// The file of this name in the same folder.
  ///
  /// @param from the file that the link is in, and where
  synchronized Hdf5File open(FileBytes from, long address, String name) {
    if (!options.outsideAllowed()) {
      throw from.unsupported(
          address,
          "links inside the file (FormatOptions.outsideAllowed lets them out)",
          "one to the file \"%s\"".formatted(name));
    }
    if (closed) {
      throw new IllegalStateException("%s is closed".formatted(from.file().name()));
    }
    Hdf5File known = files.get(name);
    if (known == null) {
      if (files.size() >= MAX_FILES) {
        throw from.unsupported(address, "links to at most %d other files".formatted(MAX_FILES), "more");
      }
      known = open(beside(from, address, name));
      files.put(name, known);
    }
    return known;
  }

  private Hdf5File open(InputFile input, Path other) {
    try {
      return Hdf5File.open(other, input, options);
    } catch (Throwable e) {
      input.close();
      throw e;
    }
  }

  private Hdf5File open(Path other) {
    InputFile input =
        new Confinement(folder(), false)
            .open(other)
            .orElseThrow(
                () ->
                    new UnsupportedFormatException(
                        path.toString(), 0, "links to files of the same folder", "one to " + other));
    return open(input, other);
  }

  private Path folder() {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path.toAbsolutePath() : parent;
  }

  private Path beside(FileBytes from, long address, String name) {
    try {
      Path other = folder().resolve(name);
      if (folder().equals(other.getParent()) && other.normalize().equals(other)) {
        if (!Files.exists(other)) {
          throw from.corrupt(
              address, "the file \"%s\" in the same folder, to which a link leads".formatted(name), "none");
        }
        return other;
      }
    } catch (InvalidPathException _) {
      // Told below.
    }
    throw from.unsupported(address, "links to files of the same folder", "one to \"%s\"".formatted(name));
  }

  @Override
  public synchronized void close() {
    closed = true;
    files.values().forEach(Hdf5File::close);
    files.clear();
  }
}
