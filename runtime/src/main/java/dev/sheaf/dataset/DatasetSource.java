package dev.sheaf.dataset;

import dev.sheaf.io.FilePattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which files a dataset consists of.
///
/// @param base where relative patterns start, and what paths in messages are relative to where they can be
/// @param patterns what names the files, such as `testdata/*.json`; a plain path is one too
public record DatasetSource(Path base, List<String> patterns) {
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
    return found(1).stream().map(FilePattern.Found::path).toList();
  }

  /// The files, absolute, each once, and what each of them is now.
  ///
  /// @param threads how many look at them
  List<FilePattern.Found> found(int threads) {
    List<FilePattern.Found> files = new ArrayList<>();
    for (String pattern : patterns) {
      List<FilePattern.Found> matches = find(pattern, threads);
      if (matches.isEmpty()) {
        throw new DatasetSourceException(
            "no file matches \"%s\" in \"%s\"; check the source's spelling, or the folder it starts from"
                .formatted(pattern, base),
            null);
      }
      Path root = base.resolve(FilePattern.root(base, pattern));
      if (root.equals(root.normalize())) {
        // What lies below is named as it lies there.
        files.addAll(matches);
        continue;
      }
      for (FilePattern.Found match : matches) {
        files.add(new FilePattern.Found(base.resolve(match.path()).normalize(), match.attributes()));
      }
    }
    if (patterns.size() == 1) {
      return files;
    }
    Set<Path> seen = new HashSet<>();
    return files.stream()
        .filter(file -> seen.add(file.path()))
        .sorted(Comparator.comparing(file -> file.path().toString(), FilePattern.BY_CODE_POINT))
        .toList();
  }

  private List<FilePattern.Found> find(String pattern, int threads) {
    try {
      return FilePattern.find(base, pattern, (count, look) -> Workers.each("sheaf-look-", threads, count, look));
    } catch (IllegalArgumentException e) {
      throw new DatasetSourceException(String.valueOf(e.getMessage()), e);
    }
  }

  /// How a file is named to people: relative to the base where it lies inside, with `/` between folders.
  public String display(Path file) {
    Path absolute = base.resolve(file).normalize();
    if (!absolute.startsWith(base) || absolute.equals(base)) {
      return file.toString();
    }
    return base.relativize(absolute).toString().replace(base.getFileSystem().getSeparator(), "/");
  }
}
