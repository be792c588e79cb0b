package dev.sheaf.site;

import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Link;

/// Makes links between pages: of `docs/tutorial.md` in a code span, and of a link to a Markdown file.
///
/// The sources name each other by their paths in the checkout, which read well as text; a browser wants links.
final class PageLinks extends AbstractVisitor {
  private final Page page;
  private final Set<String> sources;

  PageLinks(Page page, Set<String> sources) {
    this.page = page;
    this.sources = sources;
  }

  @Override
  public void visit(Code code) {
    boolean isLinked = code.getParent() instanceof Link;
    if (!isLinked && sources.contains(code.getLiteral())) {
      Link link = new Link(page.linkTo(code.getLiteral()), null);
      code.insertBefore(link);
      link.appendChild(code);
    }
  }

  @Override
  public void visit(Link link) {
    String[] parts = link.getDestination().split("#", 2);
    if (sources.contains(parts[0])) {
      link.setDestination(page.linkTo(parts[0]) + (parts.length == 2 ? "#" + parts[1] : ""));
    }
    visitChildren(link);
  }
}
