package dev.sheaf.source;

import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/// Which files of a folder belong to a list.
///
/// ```java
/// FileList.of(root, FileListOptions.DEFAULT.matching("**.{jpg,png}").withoutHidden())
/// ```
///
/// @param pattern which names are taken
/// @param links what becomes of symbolic links
/// @param hidden whether files count whose name, or the name of a folder that they are in, begins with a dot
public record FileListOptions(NamePattern pattern, Links links, boolean hidden) {
  /// All files, through links, hidden ones too.
  public static final FileListOptions DEFAULT = new FileListOptions(new NamePattern.All(), Links.FOLLOW, true);

  /// What becomes of symbolic links below the root. The root itself may be one.
  public enum Links {
    /// A link to a file is a file, one to a folder a folder; one that leads nowhere, or to a folder that it lies in
    /// itself, is left out.
    FOLLOW,
    /// They are left out.
    LEAVE_OUT
  }

  /// Which names are taken.
  public sealed interface NamePattern {
    /// All.
    record All() implements NamePattern {}

    /// Those whose path from the root on is one of Java's [glob patterns][FileSystem#getPathMatcher(String)]: `*` stays
    /// within a name, `**` goes on through folders, so that `**.jpg` are all pictures and `*.jpg` those in the root.
    ///
    /// @param glob the pattern
    record Glob(String glob) implements NamePattern {}

    /// Those whose whole path, as it is given, matches as C's `fnmatch` says: `*` and `?` stand for slashes too, and
    /// `f*` finds nothing in the folder `data`, where `data/f*` and `*f*` do. As fairseq2 has it.
    ///
    /// @param pattern the pattern; the empty one finds nothing
    record Fnmatch(String pattern) implements NamePattern {}
  }

  /// These options, with files whose path from the root on matches a glob of Java's.
  ///
  /// @throws java.util.regex.PatternSyntaxException from the list that is made with it, if it is malformed
  public FileListOptions matching(String glob) {
    return new FileListOptions(new NamePattern.Glob(glob), links, hidden);
  }

  /// These options, with files whose whole path matches as C's `fnmatch` says.
  public FileListOptions matchingFnmatch(String whole) {
    return new FileListOptions(new NamePattern.Fnmatch(whole), links, hidden);
  }

  /// These options, without links.
  public FileListOptions withoutLinks() {
    return new FileListOptions(pattern, Links.LEAVE_OUT, hidden);
  }

  /// These options, without hidden files.
  public FileListOptions withoutHidden() {
    return new FileListOptions(pattern, links, false);
  }

  /// What takes the files that are found from `root` on.
  PathMatcher matcher(Path root) {
    return switch (pattern) {
      case NamePattern.All _ -> _ -> true;
      case NamePattern.Glob(String glob) -> {
        PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + glob);
        yield file -> matcher.matches(FileList.below(root, file));
      }
      case NamePattern.Fnmatch(String whole) -> {
        FnmatchPattern parsed = FnmatchPattern.parse(whole);
        yield file -> parsed.matches(file.toString());
      }
    };
  }
}
