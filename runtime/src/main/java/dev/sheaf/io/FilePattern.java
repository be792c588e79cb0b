package dev.sheaf.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Patterns that name files, such as `data/sample_*.json`.
///
/// A text without `*` names one file, whatever else it holds, and whether the file is there is seen on reading. With
/// one, `*` stands for any characters inside a name (dots at its start too), `?` for one character, `[abc]`, `[a-z]`
/// and `[!abc]` for one of a set, and `**` in place of a name for any folders. Folders are left out; links to files are
/// kept; folders behind links are entered only where they are named without a wildcard. Names are compared case by
/// case, as code points. Patterns may come from data: none takes more than a moment for each folder.
public final class FilePattern {
  /// Orders names by code point: beyond the basic plane `String.compareTo` differs.
  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
          char left = a.charAt(i);
          char right = b.charAt(i);
          if (left != right) {
            boolean bothPlain = Character.isSurrogate(left) == Character.isSurrogate(right);
            return bothPlain ? Character.compare(left, right) : Character.isSurrogate(left) ? 1 : -1;
          }
        }
        return Integer.compare(a.length(), b.length());
      };

  private final Path root;
  private final List<NamePattern> names;

  private FilePattern(Path root, List<NamePattern> names) {
    this.root = root;
    this.names = names;
  }

  /// The files that a pattern names, sorted by code point; relative patterns start from `base`.
  ///
  /// @throws IllegalArgumentException if the pattern is malformed
  /// @throws StorageException if a folder cannot be listed
  public static List<Path> expand(Path base, String pattern) {
    return parse(base, pattern).files();
  }

  /// The folder that all files of a pattern lie in, as far as the pattern says it in plain words; without wildcards the
  /// file itself.
  ///
  /// @throws IllegalArgumentException if the pattern is malformed
  public static Path root(Path base, String pattern) {
    return parse(base, pattern).root;
  }

  private static FilePattern parse(Path base, String pattern) {
    String text = withoutScheme(pattern);
    boolean wildcards = text.indexOf('*') >= 0;
    List<NamePattern> names = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    // Slashes at the end say nothing; two in a row elsewhere are kept as a name that no file has.
    for (String name : (wildcards ? text.replaceAll("/+$", "") : text).split("/", -1)) {
      boolean twoSlashes = name.isEmpty() && !plain.isEmpty();
      if (wildcards && (!names.isEmpty() || twoSlashes || NamePattern.isWild(name))) {
        NamePattern next = NamePattern.parse(name, pattern);
        // One `**` after another stands for no other folders than the first.
        if (!next.isAnyFolders() || names.isEmpty() || !names.getLast().isAnyFolders()) {
          names.add(next);
        }
      } else {
        plain.append(name).append('/');
      }
    }
    try {
      Path root = plainPath(base, text.startsWith("/"), plain.toString());
      return new FilePattern(root, List.copyOf(names));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("expected a path or a pattern, found \"%s\"".formatted(pattern), e);
    }
  }

  /// Folders named `.` go without a trace, as they say nothing.
  private static Path plainPath(Path base, boolean absolute, String names) {
    Path path = absolute ? base.getFileSystem().getPath("/") : base;
    for (Path name : base.getFileSystem().getPath(names)) {
      path = name.toString().equals(".") || name.toString().isEmpty() ? path : path.resolve(name);
    }
    return path;
  }

  private static String withoutScheme(String pattern) {
    int scheme = pattern.indexOf("://");
    if (scheme < 0 || !pattern.substring(0, scheme).matches("[A-Za-z][A-Za-z0-9+.-]+")) {
      return pattern;
    }
    if (pattern.startsWith("file://")) {
      return pattern.substring("file://".length());
    }
    throw new IllegalArgumentException("expected a pattern of local files, found \"%s\"".formatted(pattern));
  }

  private List<Path> files() {
    if (names.isEmpty()) {
      return List.of(root);
    }
    List<Path> files = new ArrayList<>();
    collect(root, 0, files, new HashSet<>());
    files.sort(Comparator.comparing(Path::toString, BY_CODE_POINT));
    return files.stream().distinct().toList();
  }

  /// A folder, and the name of the pattern that its entries are held against.
  private record Visit(Path folder, int depth) {}

  /// @param visited with several `**` many ways lead to the same folder; each is gone once
  private void collect(Path folder, int depth, List<Path> files, Set<Visit> visited) {
    if (!visited.add(new Visit(folder, depth))) {
      return;
    }
    NamePattern name = names.get(depth);
    boolean last = depth == names.size() - 1;
    if (name.isAnyFolders() && !last) {
      collect(folder, depth + 1, files, visited);
    }
    for (Path entry : list(folder)) {
      if (!name.isAnyFolders() && !name.matches(entry.getFileName().toString())) {
        continue;
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        if (name.isAnyFolders()) {
          collect(entry, depth, files, visited);
        } else if (!last) {
          collect(entry, depth + 1, files, visited);
        }
      } else if (last && !Files.isDirectory(entry)) {
        files.add(entry);
      }
    }
  }

  private static List<Path> list(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("cannot list", folder.toString(), e);
    }
    return entries;
  }
}
