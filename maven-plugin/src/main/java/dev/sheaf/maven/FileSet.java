package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.codehaus.plexus.util.DirectoryScanner;

/**
 * The files below a folder that Maven's patterns include and do not exclude.
 *
 * @param folder absolute
 * @param includes patterns such as {@code **}{@code /*.json}; none includes everything
 * @param excludes patterns; Maven's default excludes, such as {@code .git}, are always among them
 */
record FileSet(Path folder, List<String> includes, List<String> excludes) {
  /** Above this many files a source's own pattern, which the worker expands, costs noticeably less. */
  static final int MANY = 2000;

  /**
   * The files, relative to {@code base} where they lie below it, with {@code /} between folders, in the order of their
   * names.
   *
   * @throws IllegalArgumentException if there is no such folder, or no such file in it
   */
  List<String> files(Path base) {
    if (!folder.toFile().isDirectory()) {
      throw new IllegalArgumentException("expected a folder under <directory>, found none at " + folder);
    }
    DirectoryScanner scanner = new DirectoryScanner();
    scanner.setBasedir(folder.toFile());
    scanner.setIncludes(includes.isEmpty() ? null : includes.toArray(String[]::new));
    scanner.setExcludes(excludes.toArray(String[]::new));
    scanner.addDefaultExcludes();
    scanner.scan();
    List<String> files = Arrays.stream(scanner.getIncludedFiles()).sorted().map(name -> path(base, name)).toList();
    if (files.isEmpty()) {
      throw new IllegalArgumentException("expected files for <includes> " + includes + " and <excludes> " + excludes + " in " + folder
          + ", found none: check their spelling; ** stands for any folders");
    }
    // The command would take it for a pattern.
    Optional<String> wild = files.stream().filter(name -> name.indexOf('*') >= 0).findFirst();
    if (wild.isPresent()) {
      throw new IllegalArgumentException("expected files without a * in their names, found " + wild.get()
          + ": rename it, or leave it out with <excludes>");
    }
    return files;
  }

  private String path(Path base, String name) {
    Path file = folder.resolve(name).normalize();
    return (file.startsWith(base) ? base.relativize(file) : file).toString().replace(File.separatorChar, '/');
  }
}
