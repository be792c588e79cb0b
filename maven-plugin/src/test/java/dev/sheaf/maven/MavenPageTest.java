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

  @Test
  void namesEveryGoalAndNoOther() throws Exception {
    assertEquals(new PluginDescriptor().goals(), names("(?m)^\\| `dataset:(\\w+)`"));
  }

  @Test
  void namesNoPropertyThatThereIsNot() throws Exception {
    Set<String> properties = new TreeSet<>();
    new PluginDescriptor().all().forEach(goal -> goal.parameters().forEach(parameter -> properties.add(parameter.property())));

    Set<String> unknown = names("`-D(dataset\\.\\w+)[=`]");
    unknown.removeAll(properties);

    assertEquals(Set.of(), unknown);
  }

  private static Set<String> names(String form) throws IOException {
    return Pattern.compile(form).matcher(Files.readString(PAGE)).results().map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
