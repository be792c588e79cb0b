package dev.sheaf.tools.report;

import java.util.ArrayList;
import java.util.List;

/// A table with a caption, that scrolls on its own where it has no room; its rows can be sorted where it says so.
final class Table {
  private final String caption;
  private final boolean sortable;
  private final Element header = Element.of("tr");
  private final List<Element> rows = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();

  /// A cell.
  ///
  /// @param node what it shows
  /// @param order what it is sorted by: a number as text where the column holds numbers
  record Cell(Node node, String order) {
    static Cell data(String text) {
      return new Cell(Element.data(text), text);
    }

    static Cell count(long count) {
      return new Cell(new Node.Text(Numbers.count(count)), Long.toString(count));
    }

    static Cell of(String text) {
      return new Cell(new Node.Text(text), text);
    }
  }

  private Table(String caption, boolean sortable) {
    this.caption = caption;
    this.sortable = sortable;
  }

  /// @param caption what the table shows; the name of the region that it scrolls in
  static Table sortable(String caption) {
    return new Table(caption, true);
  }

  static Table plain(String caption) {
    return new Table(caption, false);
  }

  Table column(String name) {
    return column(name, false);
  }

  Table numbers(String name) {
    return column(name, true);
  }

  private Table column(String name, boolean isNumeric) {
    Element cell = Element.of("th").with("scope", "col");
    if (isNumeric) {
      cell.classed("n");
    }
    if (sortable) {
      cell.with("aria-sort", "none").add(Element.of("button", name).with("type", "button"));
    } else {
      cell.text(name);
    }
    header.add(cell);
    numeric.add(isNumeric);
    return this;
  }

  /// A row; its first cell names it.
  Table row(Cell... cells) {
    Element row = Element.of("tr");
    for (int i = 0; i < cells.length; i++) {
      Element cell = Element.of(i == 0 ? "th" : "td").add(cells[i].node());
      if (i == 0) {
        cell.with("scope", "row");
      }
      if (numeric.get(i)) {
        cell.classed("n");
      }
      if (sortable) {
        cell.with("data-order", cells[i].order());
      }
      row.add(cell);
    }
    rows.add(row);
    return this;
  }

  Element build() {
    Element table =
        Element.of("table")
            .add(
                Element.of("caption", caption),
                Element.of("thead", header),
                Element.of("tbody").addAll(rows));
    if (sortable) {
      table.classed("sortable");
    }
    return Element.of("div", table)
        .classed("scroll")
        .with("role", "region")
        .with("aria-label", caption)
        .with("tabindex", "0");
  }
}
