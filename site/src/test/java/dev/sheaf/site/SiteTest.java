package dev.sheaf.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

  @TempDir private Path folder;

  private Path page(String path, String text) throws IOException {
    Path file = folder.resolve("checkout").resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private String written(String path) throws IOException {
    Site.read(folder.resolve("checkout")).write(folder.resolve("site"));
    return Files.readString(folder.resolve("site").resolve(path));
  }

  @Test
  void aPageInACodeSpanBecomesALink() throws IOException {
    page("README.md", "# Home\n");
    page("docs/how-to/a.md", "# A\n\nSee `docs/reference/b.md`, not `docs/none.md` or `README.md` in `text`.\n");
    page("docs/reference/b.md", "# B\n");
    String html = written("docs/how-to/a.html");
    assertTrue(html.contains("See <a href=\"../reference/b.html\"><code>docs/reference/b.md</code></a>, not"), html);
    assertTrue(html.contains("<code>docs/none.md</code> or <a href=\"../../index.html\">"), html);
  }

  @Test
  void aLinkToAPageKeepsItsAnchor() throws IOException {
    page("README.md", "# Home\n\n[there](docs/a.md#two-words) and [out](https://example.org/x)\n");
    page("docs/a.md", "# A\n\n## Two words\n");
    String html = written("index.html");
    assertTrue(html.contains("<a href=\"docs/a.html#two-words\">there</a>"), html);
    assertTrue(html.contains("<a href=\"https://example.org/x\">out</a>"), html);
    assertTrue(Files.readString(folder.resolve("site/docs/a.html")).contains("<h2 id=\"two-words\">"));
  }

  @Test
  void theTitleIsTheFirstHeading() throws IOException {
    page("README.md", "# Read `this` & that\n");
    page("docs/a.md", "No heading.\n");
    assertTrue(written("index.html").contains("<title>Read this &amp; that</title>"));
    assertTrue(written("docs/a.html").contains("<title>docs/a.md</title>"));
  }

  @Test
  void theNavigationHasEveryPageAndSaysWhichThisIs() throws IOException {
    page("README.md", "# Home\n");
    page("docs/how-to/a.md", "# A\n");
    String html = written("docs/how-to/a.html");
    assertTrue(html.contains("<a href=\"../../index.html\">Home</a>"), html);
    assertTrue(html.contains("<a href=\"a.html\" aria-current=\"page\">A</a>"), html);
  }

  @Test
  void everyLinkInOurOwnPagesLeadsSomewhere() throws IOException {
    Path site = folder.resolve("own");
    int pages = Site.read(Path.of("..")).write(site);
    TreeSet<String> broken = new TreeSet<>();
    int seen = 0;
    try (Stream<Path> files = Files.walk(site)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList()) {
        seen++;
        links(file).stream()
            .filter(link -> !leadsSomewhere(file, link))
            .forEach(link -> broken.add(site.relativize(file) + ": " + link));
      }
    }
    assertEquals(new TreeSet<>(), broken);
    assertEquals(pages, seen);
  }

  private static List<String> links(Path file) throws IOException {
    return LINK.matcher(Files.readString(file)).results().map((MatchResult match) -> match.group(1)).toList();
  }

  private static boolean leadsSomewhere(Path file, String link) {
    if (link.contains("://") || link.startsWith("data:")) {
      return true;
    }
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
    try {
      return Files.isRegularFile(target)
          && (parts.length == 1 || Files.readString(target).contains("id=\"" + parts[1] + "\""));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void asksNothingOfAnybody() throws IOException {
    page("README.md", "# Home\n");
    page("docs/a.md", "# A\n");
    String html = written("index.html");
    assertFalse(html.contains("<script") || html.contains("http"), html);
  }
}
