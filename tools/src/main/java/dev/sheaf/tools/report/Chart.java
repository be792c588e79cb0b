package dev.sheaf.tools.report;

import java.util.List;

/// A drawing with two axes, as inline SVG that says in words what it shows. For one thread.
final class Chart {
  static final double WIDTH = 340;
  static final double HEIGHT = 170;
  private static final double LEFT = 54;
  private static final double RIGHT = 10;
  private static final double TOP = 12;
  private static final double BOTTOM = 36;

  /// How wide a digit is at most, whichever font a browser takes.
  private static final double LETTER = 7.2;

  private static final int DIGITS = 4;

  private final Element svg;
  private final double height;

  /// @param id unique on the page
  /// @param title what is shown
  /// @param words the same for those who do not see it
  Chart(String id, String title, String words, double height) {
    this.height = height;
    svg =
        Element.of("svg")
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("viewBox", "0 0 %s %s".formatted(Numbers.coordinate(WIDTH), Numbers.coordinate(height)))
            .with("role", "img")
            .with("aria-labelledby", id + "-t " + id + "-d")
            .add(
                Element.of("title", title).with("id", id + "-t"), Element.of("desc", words).with("id", id + "-d"));
  }

  static Axis across(double min, double max) {
    return Axis.of(min, max, LEFT, WIDTH - RIGHT);
  }

  Axis up(double min, double max) {
    return Axis.of(min, max, height - BOTTOM, TOP);
  }

  Chart add(Node node) {
    svg.add(node);
    return this;
  }

  /// Numbers below, as many as have room.
  ///
  /// @param whole whether numbers between whole ones are none
  Chart below(Axis axis, String label, boolean whole) {
    double free = Double.NEGATIVE_INFINITY;
    List<Double> ticks = ticks(axis, 5, whole);
    for (double tick : ticks) {
      String text = Numbers.number(tick, digits(ticks));
      double half = text.length() * LETTER / 2;
      double x = axis.at(tick);
      if (x - half >= Math.max(free, LEFT - 30) && x + half <= WIDTH) {
        mark(x, text);
        free = x + half + 6;
      }
    }
    return baseline(label);
  }

  /// A mark with its number below the drawing.
  Chart mark(double x, String text) {
    double bottom = height - BOTTOM;
    svg.add(line(x, bottom, x, bottom + 4, "tick"));
    double half = text.length() * LETTER / 2;
    double middle = Math.clamp(x, half, WIDTH - half);
    svg.add(Element.of("text", text).with("x", middle).with("y", bottom + 16).with("text-anchor", "middle"));
    return this;
  }

  Chart baseline(String label) {
    double bottom = height - BOTTOM;
    svg.add(line(LEFT, bottom, WIDTH - RIGHT, bottom, "axis"));
    svg.add(
        Element.of("text", label)
            .classed("label")
            .with("x", (LEFT + WIDTH - RIGHT) / 2)
            .with("y", height - 5)
            .with("text-anchor", "middle"));
    return this;
  }

  /// As many as tell neighbours apart.
  private static int digits(List<Double> ticks) {
    if (ticks.size() < 2) {
      return DIGITS;
    }
    double largest = Math.max(Math.abs(ticks.getFirst()), Math.abs(ticks.getLast()));
    double steps = largest / (ticks.get(1) - ticks.get(0));
    return Math.clamp((long) Math.ceil(Math.log10(steps)) + 1, DIGITS, 15);
  }

  private static List<Double> ticks(Axis axis, int about, boolean whole) {
    return axis.ticks(about).stream().filter(tick -> !whole || tick == Math.rint(tick)).toList();
  }

  /// Lines across, with their numbers at the left.
  Chart beside(Axis axis, boolean whole) {
    for (double tick : ticks(axis, 4, whole)) {
      double y = axis.at(tick);
      svg.add(line(LEFT, y, WIDTH - RIGHT, y, "grid"));
      svg.add(
          Element.of("text", Numbers.brief(tick, DIGITS))
              .with("x", LEFT - 6)
              .with("y", y + 4)
              .with("text-anchor", "end"));
    }
    return this;
  }

  static Element line(double x1, double y1, double x2, double y2, String kind) {
    return Element.of("line").classed(kind).with("x1", x1).with("y1", y1).with("x2", x2).with("y2", y2);
  }

  Element svg() {
    return svg;
  }
}
