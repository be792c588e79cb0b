package dev.sheaf.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the Markdown pages of a checkout as HTML that needs nothing but a browser: no script, no font, no request.
///
/// Arguments: the root of the checkout, and the folder to write to.
public final class Site {
  /// What the folders of pages are called in the navigation, in its order.
  private static final Map<String, String> GROUPS = groups();

  private final List<Page> pages;
  private final Set<String> sources;

  private Site(List<Page> pages) {
    this.pages = pages;
    this.sources = pages.stream().map(Page::source).collect(Collectors.toUnmodifiableSet());
  }

  private static Map<String, String> groups() {
    Map<String, String> groups = new LinkedHashMap<>();
    groups.put("", "Sheaf");
    groups.put("docs", "Start");
    groups.put("docs/how-to", "How to");
    groups.put("docs/concepts", "Concepts");
    groups.put("docs/reference", "Reference");
    return groups;
  }

  /// Writes all pages.
  public static void main(String[] arguments) throws IOException {
    int pages = read(Path.of(arguments[0])).write(Path.of(arguments[1]));
    System.out.printf("%d pages -> %s%n", pages, Path.of(arguments[1], "index.html"));
  }

  /// The pages of a checkout: those beside the README, and all in `docs`.
  static Site read(Path root) throws IOException {
    TreeSet<String> sources = new TreeSet<>();
    try (Stream<Path> top = Files.list(root);
        Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .forEach(sources::add);
    }
    List<Page> pages = new ArrayList<>();
    for (String source : sources) {
      pages.add(Page.read(root, source));
    }
    return new Site(pages);
  }

  /// Writes the pages below a folder, and tells how many there are.
  int write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("site.css"), resource("site.css"));
    String template = resource("page.html");
    for (Page page : pages) {
      page.document().accept(new PageLinks(page, sources));
      Path file = folder.resolve(page.target());
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(
          file,
          template
              .replace("@title@", escaped(page.title()))
              .replace("@style@", page.linkTo("site.css"))
              .replace("@navigation@", navigation(page))
              .replace("@body@", page.body()));
    }
    return pages.size();
  }

  private String navigation(Page here) {
    StringBuilder html = new StringBuilder();
    GROUPS.forEach(
        (folder, name) -> {
          html.append("<h2>").append(name).append("</h2>\n<ul>\n");
          pages.stream().filter(page -> folder(page).equals(folder)).forEach(page -> html.append(entry(here, page)));
          html.append("</ul>\n");
        });
    return html.toString();
  }

  private static String folder(Page page) {
    int slash = page.source().lastIndexOf('/');
    return slash < 0 ? "" : page.source().substring(0, slash);
  }

  private static String entry(Page here, Page page) {
    String current = page.equals(here) ? " aria-current=\"page\"" : "";
    return "<li><a href=\"%s\"%s>%s</a></li>%n".formatted(here.linkTo(page.source()), current, escaped(page.title()));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private static String resource(String name) throws IOException {
    try (InputStream resource = Site.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new AssertionError(name + " is among the resources");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
