package dev.sheaf.dataset;

import dev.sheaf.io.FilePattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Which files a dataset consists of.
///
/// @param base where relative patterns start, and what paths in messages are relative to where they can be
/// @param patterns what names the files, such as `testdata/*.json`; a plain path is one too
public record DatasetSource(Path base, List<String> patterns) {
  /// Unsigned UTF-8, which is the order of code points.
  static final Comparator<String> CODE_POINTS =
      Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  public DatasetSource {
    base = base.toAbsolutePath().normalize();
    patterns = List.copyOf(patterns);
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("expected at least one source, found none");
    }
  }

  /// A source of these patterns, from `base` on.
  public static DatasetSource of(Path base, String... patterns) {
    return new DatasetSource(base, List.of(patterns));
  }

  /// The files, absolute, each once: in the order of their paths' code points.
  ///
  /// @throws DatasetSourceException if a pattern is malformed or names no file; the message says which
  /// @throws dev.sheaf.io.StorageException if a folder cannot be listed
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String pattern : patterns) {
      List<Path> matches = expand(pattern);
      // A pattern without a wildcard names its file whether that is there or not.
      if (matches.isEmpty() || (matches.size() == 1 && !Files.exists(matches.getFirst()))) {
        throw new DatasetSourceException(
            "no file matches \"%s\" in \"%s\"; check the source's spelling, or the folder it starts from"
                .formatted(pattern, base),
            null);
      }
      for (Path match : matches) {
        files.add(base.resolve(match).normalize());
      }
    }
    return patterns.size() == 1
        ? files
        : files.stream().distinct().sorted(Comparator.comparing(Path::toString, CODE_POINTS)).toList();
  }

  private List<Path> expand(String pattern) {
    try {
      return FilePattern.expand(base, pattern);
    } catch (IllegalArgumentException e) {
      throw new DatasetSourceException(String.valueOf(e.getMessage()), e);
    }
  }

  /// How a file is shown to people: relative to the base where it lies inside, with `/` between folders.
  String display(Path file) {
    Path absolute = base.resolve(file).normalize();
    if (!absolute.startsWith(base) || absolute.equals(base)) {
      return file.toString();
    }
    return base.relativize(absolute).toString().replace(base.getFileSystem().getSeparator(), "/");
  }
}
