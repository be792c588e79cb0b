package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about the goals. */
class MavenPageTest {
  private static final Path PAGE = Path.of("../docs/how-to/maven.md");

  /** The annotations do not outlive the compiler. */
  private static final Path SOURCE = Path.of("src/main/java/dev/sheaf/maven/DatasetMojo.java");

  @Test
  void namesEveryUserPropertyAndNoOther() throws IOException {
    assertEquals(names(SOURCE, "property = \"(dataset\\.\\w+)\""), names(PAGE, "`-D(dataset\\.\\w+)[=`]"));
  }

  private static Set<String> names(Path file, String form) throws IOException {
    return Pattern.compile(form).matcher(Files.readString(file)).results().map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
