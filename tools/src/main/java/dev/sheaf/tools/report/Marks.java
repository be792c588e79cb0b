package dev.sheaf.tools.report;

/// Small signs beside words.
final class Marks {
  private Marks() {}

  static Element warning(String text) {
    return Element.of("span", sign("\u26A0")).classed("bad").text(text);
  }

  static Element fine(String text) {
    return Element.of("span", sign("\u2713")).classed("good").text(text);
  }

  static Element badge(Node content) {
    return Element.of("span", content).classed("badge");
  }

  private static Element sign(String sign) {
    return Element.of("span", sign).classed("sign").with("aria-hidden", "true");
  }
}
