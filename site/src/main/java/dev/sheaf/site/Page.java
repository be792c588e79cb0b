package dev.sheaf.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// One Markdown page of the checkout.
///
/// @param source its path in the checkout, with `/` between folders
/// @param title its first heading
/// @param document what it says
record Page(String source, String title, Node document) {
  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).build();

  static Page read(Path root, String source) throws IOException {
    Node document = PARSER.parse(Files.readString(root.resolve(source)));
    return new Page(source, title(document, source), document);
  }

  private static String title(Node document, String source) {
    StringBuilder title = new StringBuilder();
    if (document.getFirstChild() instanceof Heading heading) {
      heading.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text text) {
              title.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
              title.append(code.getLiteral());
            }
          });
    }
    return title.isEmpty() ? source : title.toString();
  }

  /// The path of the page that is written: the README is the first that a browser opens.
  String target() {
    return target(source);
  }

  static String target(String source) {
    return source.equals("README.md") ? "index.html" : source.replaceFirst("\\.md$", ".html");
  }

  /// How another page is reached from this one.
  String linkTo(String otherSource) {
    Path here = Path.of("/", target());
    Path folder = here.resolveSibling("").normalize();
    return folder.relativize(Path.of("/", target(otherSource))).toString().replace('\\', '/');
  }

  /// What stands between the page's navigation and its end.
  String body() {
    return RENDERER.render(document);
  }
}
