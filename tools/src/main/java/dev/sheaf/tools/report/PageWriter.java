package dev.sheaf.tools.report;

import java.util.Map;
import java.util.Set;

/// Writes elements as HTML that is well-formed XML, too. For one thread.
final class PageWriter {
  private static final Set<String> VOID = Set.of("meta", "link", "br", "img", "input", "hr");
  private static final Set<String> LINES =
      Set.of(
          "html", "head", "body", "header", "nav", "main", "footer", "section", "article", "div", "ul", "ol", "li",
          "dl", "table", "thead", "tbody", "tr", "figure", "svg", "p", "h1", "h2", "h3", "h4", "meta", "title", "style",
          "script", "link", "figcaption");

  private final StringBuilder out = new StringBuilder();

  static String write(Element page) {
    PageWriter writer = new PageWriter();
    writer.out.append("<!DOCTYPE html>\n");
    writer.node(page);
    return writer.out.toString();
  }

  private void node(Node node) {
    switch (node) {
      case Node.Text(String text) -> escape(text);
      case Node.Resource(String text) -> out.append(text);
      case Element element -> element(element);
    }
  }

  private void element(Element element) {
    out.append('<').append(element.name());
    for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
      out.append(' ').append(attribute.getKey()).append("=\"");
      escape(attribute.getValue());
      out.append('"');
    }
    if (VOID.contains(element.name())) {
      out.append("/>");
    } else {
      out.append('>');
      element.children().forEach(this::node);
      out.append("</").append(element.name()).append('>');
    }
    if (LINES.contains(element.name())) {
      out.append('\n');
    }
  }

  private void escape(String text) {
    text.codePoints().forEach(this::escape);
  }

  /// Nothing that is in data stays unseen or changes how what stands beside it is read.
  private void escape(int c) {
    switch (c) {
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '&' -> out.append("&amp;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      case 0x7F, 0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x2060, 0xFEFF -> named(c);
      default -> {
        if (c < 0x20 || (c >= 0x80 && c < 0xA0) || isTurning(c)) {
          named(c);
        } else if ((c >= 0xD800 && c < 0xE000) || (c & 0xFFFE) == 0xFFFE) {
          // No character, in XML either.
          out.append('\uFFFD');
        } else {
          out.appendCodePoint(c);
        }
      }
    }
  }

  /// Whether a character changes the direction of those behind it.
  private static boolean isTurning(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private void named(int c) {
    out.append("[U+%04X]".formatted(c));
  }
}
