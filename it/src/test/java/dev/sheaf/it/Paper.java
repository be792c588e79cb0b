package dev.sheaf.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A Markdown page, and what it names in code spans and links.
///
/// A code span is taken for a path if it has a `/` and no blank, for a package or class if it begins with `dev.sheaf`,
/// and for a type or its member if it begins with a capital letter and goes on in mixed case. Other spans (commands,
/// words of a format) name nothing that could be checked; so do spans with a placeholder in angle brackets, and
/// outputs of the build.
///
/// @param text the whole page
record Paper(String text) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^```[^\\n]*\\n(.*?)^```\\s*$");
  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern PATH = Pattern.compile("[\\w.@*-]*(/[\\w.@*-]+)+/?");
  private static final Pattern QUALIFIED = Pattern.compile("dev\\.sheaf(\\.\\w+)*");
  private static final Pattern TYPE = Pattern.compile("@?([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\(.*\\)|<.*>)?");

  /// The code blocks below a heading of the second level, without their fences.
  List<String> blocksUnder(String heading) {
    List<String> found = new ArrayList<>();
    for (String section : text.split("(?m)^## ", -1)) {
      if (section.lines().findFirst().orElse("").strip().equals(heading)) {
        FENCED.matcher(section).results().map(match -> match.group(1).strip()).forEach(found::add);
      }
    }
    return found;
  }

  /// The code blocks in a language, without their fences.
  List<String> blocksIn(String language) {
    return Pattern.compile("(?ms)^```" + Pattern.quote(language) + "\\n(.*?)^```\\s*$")
        .matcher(text).results().map(match -> match.group(1).strip()).toList();
  }

  /// What the page names and is not there.
  List<String> missing(Path root, Names names) {
    String prose = FENCED.matcher(text).replaceAll("");
    Stream<String> spans =
        SPAN.matcher(prose).results().map(match -> match.group(1)).filter(span -> !exists(span, root, names));
    Stream<String> links =
        LINK.matcher(prose).results().map(match -> match.group(1))
            .filter(link -> !link.contains("://") && !Files.exists(root.resolve(link)));
    return Stream.concat(spans, links).distinct().toList();
  }

  private static boolean exists(String span, Path root, Names names) {
    if (QUALIFIED.matcher(span).matches()) {
      String last = span.substring(span.lastIndexOf('.') + 1);
      return names.hasPackage(span) || (Character.isUpperCase(last.charAt(0)) && names.hasType(last));
    }
    if (PATH.matcher(span).matches()) {
      return isOutput(span) || pathExists(span, root);
    }
    Matcher type = TYPE.matcher(span);
    return !type.matches() || typeExists(type, names);
  }

  private static boolean typeExists(MatchResult type, Names names) {
    return names.hasType(type.group(1)) && (type.group(2) == null || names.hasMember(type.group(1), type.group(2)));
  }

  private static boolean isOutput(String path) {
    return path.startsWith("target/") || path.contains("/target/");
  }

  private static boolean pathExists(String path, Path root) {
    if (!path.contains("*")) {
      return Files.exists(root.resolve(path));
    }
    Path folder = root.resolve(path.substring(0, path.lastIndexOf('/', path.indexOf('*')) + 1));
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + root.resolve(path));
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.walk(folder) : Stream.empty()) {
      return files.anyMatch(matcher::matches);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
