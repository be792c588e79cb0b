package dev.sheaf.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Patterns that name files, such as `data/sample_*.json`.
///
/// A text without `*` names one file, whatever else it holds, and whether the file is there is seen on reading. With
/// one, `*` stands for any characters inside a name (dots at its start too), `?` for one character, `[abc]`, `[a-z]`
/// and `[!abc]` for one of a set, and `**` in place of a name for any folders. Folders are left out; links to files are
/// kept; folders behind links are entered only where they are named without a wildcard. Names are compared case by
/// case, as code points. Patterns may come from data: none takes more than a moment for each folder.
public final class FilePattern {
  /// Orders names by code point: beyond the basic plane `String.compareTo` differs.
  public static final Comparator<String> BY_CODE_POINT =
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

  /// How something is done for each of many, in any order, or at once.
  public interface Each {
    /// On the calling thread.
    Each IN_ORDER =
        (count, work) -> {
          for (int i = 0; i < count; i++) {
            work.accept(i);
          }
        };

    /// Does it, and returns when all of it is done.
    ///
    /// @param work takes 0 to `count - 1`, each once
    void each(int count, IntConsumer work);
  }

  private final Path root;
  private final List<NamePattern> names;
  private final Each each;

  private FilePattern(Path root, List<NamePattern> names, Each each) {
    this.root = root;
    this.names = names;
    this.each = each;
  }

  /// The files that a pattern names, sorted by code point; relative patterns start from `base`.
  ///
  /// @throws IllegalArgumentException if the pattern is malformed
  /// @throws StorageException if a folder cannot be listed
  public static List<Path> expand(Path base, String pattern) {
    FilePattern parsed = parse(base, pattern, Each.IN_ORDER);
    return parsed.names.isEmpty() ? List.of(parsed.root) : parsed.files().stream().map(Found::path).toList();
  }

  /// A file that a pattern names.
  ///
  /// @param attributes what it was when it was found, behind any link; null where nothing can be told of it
  public record Found(Path path, @Nullable BasicFileAttributes attributes) {}

  /// The files that a pattern names, as [#expand] gives them, and what they are: each is looked at once, which takes
  /// most of the time where there are many. Nothing where a plain path names nothing.
  ///
  /// @param each looks at the entries of a folder
  /// @throws IllegalArgumentException if the pattern is malformed
  /// @throws StorageException if a folder cannot be listed
  public static List<Found> find(Path base, String pattern, Each each) {
    FilePattern parsed = parse(base, pattern, each);
    if (!parsed.names.isEmpty()) {
      return parsed.files();
    }
    BasicFileAttributes attributes = attributes(parsed.root);
    return attributes == null ? List.of() : List.of(new Found(parsed.root, attributes));
  }

  /// The folder that all files of a pattern lie in, as far as the pattern says it in plain words; without wildcards the
  /// file itself.
  ///
  /// @throws IllegalArgumentException if the pattern is malformed
  public static Path root(Path base, String pattern) {
    return parse(base, pattern, Each.IN_ORDER).root;
  }

  private static FilePattern parse(Path base, String pattern, Each each) {
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
      return new FilePattern(root, List.copyOf(names), each);
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

  private List<Found> files() {
    List<Found> files = new ArrayList<>();
    collect(root, 0, files, new HashSet<>());
    Named[] named = new Named[files.size()];
    boolean plain = true;
    for (int i = 0; i < named.length; i++) {
      String name = files.get(i).path().toString();
      plain &= name.codePointCount(0, name.length()) == name.length();
      named[i] = new Named(name, files.get(i));
    }
    // Without characters beyond the basic plane both orders are the same, and one of them is the platform's own.
    Arrays.sort(named, plain ? (a, b) -> a.name.compareTo(b.name) : (a, b) -> BY_CODE_POINT.compare(a.name, b.name));
    List<Found> once = new ArrayList<>(named.length);
    String last = "";
    for (Named file : named) {
      if (once.isEmpty() || !file.name().equals(last)) {
        once.add(file.found());
        last = file.name();
      }
    }
    return once;
  }

  private record Named(String name, Found found) {}

  /// A folder, and the name of the pattern that its entries are held against.
  private record Visit(Path folder, int depth) {}

  /// @param visited with several `**` many ways lead to the same folder; each is gone once
  private void collect(Path folder, int depth, List<Found> files, Set<Visit> visited) {
    if (!visited.add(new Visit(folder, depth))) {
      return;
    }
    NamePattern name = names.get(depth);
    boolean last = depth == names.size() - 1;
    if (name.isAnyFolders() && !last) {
      collect(folder, depth + 1, files, visited);
    }
    for (@Nullable Found found : looks(list(folder), name)) {
      if (found == null) {
        continue;
      }
      Path entry = found.path();
      BasicFileAttributes itself = found.attributes();
      if (itself != null && itself.isDirectory()) {
        if (name.isAnyFolders()) {
          collect(entry, depth, files, visited);
        } else if (!last) {
          collect(entry, depth + 1, files, visited);
        }
      } else if (last) {
        BasicFileAttributes behind = itself != null && itself.isSymbolicLink() ? attributes(entry) : itself;
        if (behind == null || !behind.isDirectory()) {
          files.add(new Found(entry, behind));
        }
      }
    }
  }

  /// What entries of a folder are, links themselves; null where the name does not match.
  private @Nullable Found[] looks(List<Path> entries, NamePattern name) {
    @Nullable Found[] looks = new Found[entries.size()];
    each.each(
        looks.length,
        i -> {
          Path entry = entries.get(i);
          if (name.isAnyFolders() || name.matches(entry.getFileName().toString())) {
            looks[i] = new Found(entry, attributes(entry, LinkOption.NOFOLLOW_LINKS));
          }
        });
    return looks;
  }

  private static @Nullable BasicFileAttributes attributes(Path file, LinkOption... options) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, options);
    } catch (IOException _) {
      // Whoever reads it is told why.
      return null;
    }
  }

  private static List<Path> list(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return new ArrayList<>();
    } catch (IOException e) {
      throw new StorageException("cannot list", folder.toString(), e);
    }
    return entries;
  }
}
