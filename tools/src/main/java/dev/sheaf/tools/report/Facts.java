package dev.sheaf.tools.report;

/// Names with what they stand for, as a list of descriptions.
final class Facts {
  private final Element list = Element.of("dl").classed("facts");

  Facts add(String name, String value) {
    return add(name, new Node.Text(value));
  }

  Facts add(String name, Node value) {
    list.add(Element.of("div", Element.of("dt", name), Element.of("dd", value)));
    return this;
  }

  /// A fact to look at: marked by a sign and a word, not by its colour alone.
  Facts warn(String name, String value) {
    list.add(Element.of("div", Element.of("dt", name), Element.of("dd", Marks.warning(value))).classed("warn"));
    return this;
  }

  Element build() {
    return list;
  }
}
