package dev.sheaf.tools.report;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.util.ArrayList;
import java.util.List;

/// Arrays that are series or points, drawn.
final class Plots {
  private static final int STEPS = 300;
  private static final int POINTS = 800;
  private static final int CHANNELS = 6;
  private static final double TALL = 260;

  /// How much of a drawing points take up at most, so that none lies on its edge.
  private static final double ROOM = 0.92;

  private static final String[] AXES = {"x", "y", "z"};

  private Plots() {}

  /// Whether an array is a list of points in two or three dimensions.
  static boolean isPoints(NdArray array) {
    Shape shape = array.shape();
    return switch (array.dtype().kind()) {
      case FLOAT -> shape.rank() == 2 && shape.dim(0) > 0 && (shape.dim(1) == 2 || shape.dim(1) == 3);
      case BOOL, UNSIGNED, SIGNED, COMPLEX -> false;
    };
  }

  /// Whether an array is one series, or a few side by side.
  static boolean isSeries(NdArray array) {
    Shape shape = array.shape();
    return (shape.rank() == 1 || (shape.rank() == 2 && shape.dim(1) <= CHANNELS && shape.dim(1) > 0))
        && shape.dim(0) >= 3;
  }

  /// The points seen along each axis, a unit as long across as up: one drawing for two dimensions, three for three.
  static List<Element> points(String id, NdArray array, String name) {
    double[] elements = Elements.of(array);
    int dimensions = (int) array.shape().dim(1);
    List<Element> views = new ArrayList<>();
    for (int a = 0; a < dimensions; a++) {
      for (int b = a + 1; b < dimensions; b++) {
        views.add(view(id + "-" + AXES[a] + AXES[b], elements, dimensions, a, b, name));
      }
    }
    return views;
  }

  private static Element view(String id, double[] elements, int dimensions, int a, int b, String name) {
    int all = elements.length / dimensions;
    int drawn = Math.min(all, POINTS);
    Range across = new Range();
    Range up = new Range();
    for (int i = 0; i < all; i++) {
      across.add(elements[i * dimensions + a]);
      up.add(elements[i * dimensions + b]);
    }
    String words =
        "%s: %s against %s, %s%s. %s from %s, %s from %s."
            .formatted(
                name,
                AXES[b],
                AXES[a],
                Numbers.count(all, "point"),
                drawn < all ? ", of which %s are drawn, evenly taken".formatted(Numbers.count(drawn)) : "",
                AXES[a],
                across,
                AXES[b],
                up);
    Chart chart = new Chart(id, "Points, %s and %s".formatted(AXES[a], AXES[b]), words, TALL);
    Axis x = across.axis(Chart.across(0, 1));
    Axis y = up.axis(chart.up(0, 1));
    double unit = Math.min(x.pixels(), y.pixels()) * ROOM;
    x = x.scaled(unit);
    y = y.scaled(unit);
    chart.beside(y, false);
    for (int i = 0; i < drawn; i++) {
      int point = (int) ((long) i * all / drawn) * dimensions;
      double px = elements[point + a];
      double py = elements[point + b];
      if (Double.isFinite(px) && Double.isFinite(py)) {
        chart.add(
            Element.of("circle")
                .classed("dot")
                .with("cx", x.at(px))
                .with("cy", y.at(py))
                .with("r", drawn > 200 ? 1.5 : drawn > 20 ? 2.5 : 4));
      }
    }
    return chart.below(x, "%s across, %s up".formatted(AXES[a], AXES[b]), false).svg();
  }

  /// A line for each channel; where there are more steps than pixels, from the smallest to the largest of each few.
  static Element series(String id, NdArray array, String name) {
    double[] elements = Elements.of(array);
    int channels = array.shape().rank() == 1 ? 1 : (int) array.shape().dim(1);
    int steps = elements.length / channels;
    Range range = new Range();
    for (double element : elements) {
      range.add(element);
    }
    String words =
        "%s: %s%s, %s."
            .formatted(
                name, Numbers.count(steps, "step"), channels > 1 ? " in %d lines".formatted(channels) : "", range);
    Chart chart = new Chart(id, "Series", words, Chart.HEIGHT);
    Axis x = Chart.across(0, steps - 1.0);
    Axis y = range.axis(chart.up(0, 1));
    chart.beside(y, false);
    for (int channel = 0; channel < channels; channel++) {
      for (String points : lines(elements, channel, channels, x, y)) {
        chart.add(Element.of("polyline").classed("line c" + channel).with("points", points));
      }
    }
    return chart.below(x, "step", true).svg();
  }

  /// What is not finite interrupts a line.
  private static List<String> lines(double[] elements, int channel, int channels, Axis x, Axis y) {
    int steps = elements.length / channels;
    int together = Math.ceilDiv(steps, STEPS);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int from = 0; from < steps; from += together) {
      Range range = new Range();
      for (int step = from; step < Math.min(steps, from + together); step++) {
        range.add(elements[step * channels + channel]);
      }
      if (range.isEmpty()) {
        end(line, lines);
      } else {
        point(line, x.at(from), y.at(range.min));
        if (together > 1) {
          point(line, x.at(from), y.at(range.max));
        }
      }
    }
    end(line, lines);
    return lines;
  }

  private static void point(StringBuilder line, double x, double y) {
    line.append(line.isEmpty() ? "" : " ").append(Numbers.coordinate(x)).append(',').append(Numbers.coordinate(y));
  }

  private static void end(StringBuilder line, List<String> lines) {
    if (!line.isEmpty()) {
      String points = line.toString();
      // A single point is a line of no length, which the caps of lines make visible.
      lines.add(points.contains(" ") ? points : points + " " + points);
      line.setLength(0);
    }
  }

  /// From the smallest to the largest of some finite numbers.
  private static final class Range {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    void add(double value) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }

    boolean isEmpty() {
      return min > max;
    }

    Axis axis(Axis place) {
      return isEmpty() ? place : Axis.of(min, max, place.from(), place.to());
    }

    @Override
    public String toString() {
      return isEmpty() ? "no finite number" : "%s to %s".formatted(Numbers.number(min, 4), Numbers.number(max, 4));
    }
  }
}
