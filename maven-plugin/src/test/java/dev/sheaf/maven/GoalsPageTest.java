package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/**
 * The page about the goals is what their descriptor says. {@code -Dsheaf.pages=write} writes it anew; the difference is
 * then read by a person.
 */
class GoalsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/goals.md");

  private static final String HEAD = """
      # The goals `dataset:*`

      This page is made from the plugin's own descriptor, and says what `mvn dataset:help -Ddetail` says. How the goals are used in a
      build: `docs/how-to/maven.md`. What they run: `docs/reference/command-line.md`.

      A parameter is an element of the plugin's `<configuration>`; where a property is named, `-D` sets it on the command line, if the
      configuration does not set it already.
      """;

  @Test
  void saysWhatTheDescriptorSays() throws Exception {
    String page = page();
    if ("write".equals(System.getProperty("sheaf.pages"))) {
      Files.writeString(PAGE, page);
    }

    assertEquals(page, Files.readString(PAGE));
  }

  private static String page() throws Exception {
    StringJoiner page = new StringJoiner("\n", HEAD, "\n");
    for (PluginDescriptor.Goal goal : new PluginDescriptor().all()) {
      page.add("").add("## " + goal.name()).add("").add(plain(goal.description()));
      if (!goal.phase().isEmpty()) {
        page.add("").add("Bound to `" + goal.phase() + "` if its execution does not say otherwise.");
      }
      page.add("").add("| Parameter | Property | Default | Means |").add("|---|---|---|---|");
      goal.parameters().forEach(parameter -> page.add("| `%s`%s | %s | %s | %s |".formatted(parameter.name(),
          parameter.required() ? ", required" : "", code(parameter.property()), code(parameter.value()),
          plain(parameter.description()).replace("\n\n", " ").replace("|", "\\|"))));
    }
    return page.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  /** The descriptor's HTML as Markdown. */
  private static String plain(String html) {
    return html.replaceAll("\\s+", " ").replaceAll(" ?<p> ?", "\n\n").replaceAll("</?code>", "`").replaceAll("<br ?/?>", " ")
        .replaceAll("</p>", "").replaceAll("</?(b|em)>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        // An element would vanish from the page.
        .replaceAll("<[\\w-]+>(?:\\w+</[\\w-]+>)?", "`$0`").strip();
  }
}
