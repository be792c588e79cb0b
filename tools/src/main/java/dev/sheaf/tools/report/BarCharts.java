package dev.sheaf.tools.report;

import dev.sheaf.tools.profile.Histogram;
import dev.sheaf.tools.profile.Magnitudes;
import dev.sheaf.tools.profile.Magnitudes.Octave;
import dev.sheaf.tools.profile.NumberProfile;
import dev.sheaf.tools.profile.NumberProfile.Finite;
import java.util.ArrayList;
import java.util.List;

/// How numbers are spread, drawn as bars.
final class BarCharts {
  private static final int BARS = 40;

  /// With more of all numbers in one bar, a drawing says nothing about the others.
  private static final double CROWDED = 0.95;

  private BarCharts() {}

  /// A bar.
  ///
  /// @param words the numbers that it stands for
  private record Bar(double from, double to, long count, String words) {}

  /// A histogram; over powers of two where nearly all numbers would be in one bar.
  static Element of(String id, NumberProfile numbers, Finite finite, boolean integers) {
    Histogram histogram = finite.histogram().atMost(BARS);
    long most = histogram.counts().stream().mapToLong(Long::longValue).max().orElse(0);
    boolean crowded = histogram.counts().size() > 2 && most > CROWDED * histogram.total();
    if (crowded && finite.magnitudes().octaves().size() > 2) {
      return magnitudes(id, numbers.zeros(), finite.magnitudes());
    }
    return of(id, histogram, "value", integers);
  }

  static Element of(String id, Histogram histogram, String label, boolean integers) {
    List<Bar> bars = new ArrayList<>();
    double width = histogram.width();
    // A whole number stands in the middle of its bar.
    double shift = integers && width == 1 ? 0.5 : 0;
    for (int i = 0; i < histogram.counts().size(); i++) {
      double from = histogram.start() + i * width;
      String words =
          integers && width == 1
              ? Numbers.number(from, 6)
              : "%s to below %s".formatted(Numbers.number(from, 6), Numbers.number(from + width, 6));
      bars.add(new Bar(from - shift, from + width - shift, histogram.counts().get(i), words));
    }
    Bar last = bars.getLast();
    Chart chart = chart(id, bars, "Histogram of %s".formatted(label));
    Axis across = Chart.across(bars.getFirst().from(), last.to());
    return draw(chart, bars, across).below(across, label, integers).svg();
  }

  private static Element magnitudes(String id, long zeros, Magnitudes magnitudes) {
    List<Bar> bars = new ArrayList<>();
    List<Octave> octaves = magnitudes.octaves();
    int lowest = octaves.stream().mapToInt(Octave::exponent).min().orElse(0);
    int highest = octaves.stream().mapToInt(Octave::exponent).max().orElse(0);
    boolean signed = octaves.getFirst().negative();
    int together = Math.ceilDiv((highest - lowest + 1) * (signed ? 2 : 1), BARS);
    int groups = Math.ceilDiv(highest - lowest + 1, together);
    long[] negative = new long[groups];
    long[] positive = new long[groups];
    for (Octave octave : octaves) {
      (octave.negative() ? negative : positive)[(octave.exponent() - lowest) / together] += octave.count();
    }
    for (int i = groups - 1; signed && i >= 0; i--) {
      bars.add(bar(bars.size(), negative[i], "\u2212", lowest + i * together, together));
    }
    bars.add(new Bar(bars.size(), bars.size() + 1.0, zeros, "0"));
    int zero = bars.size() - 1;
    for (int i = 0; i < groups; i++) {
      bars.add(bar(bars.size(), positive[i], "", lowest + i * together, together));
    }
    Chart chart = chart(id, bars, "Histogram over powers of two");
    Axis across = Chart.across(0, bars.size());
    draw(chart, bars, across);
    chart.mark(across.at(zero + 0.5), "0");
    chart.mark(across.at(bars.size() - 0.5), power("", lowest + (groups - 1) * together));
    if (across.at(bars.size() - 0.5) - across.at(zero + 0.5) > 130) {
      int middle = groups / 2;
      chart.mark(across.at(zero + 1.0 + middle), power("", lowest + middle * together));
    }
    if (signed) {
      chart.mark(across.at(0.5), power("\u2212", lowest + (groups - 1) * together));
    }
    return chart.baseline("value, by powers of two").svg();
  }

  private static Bar bar(int place, long count, String sign, int exponent, int together) {
    return new Bar(
        place,
        place + 1.0,
        count,
        "%s to %s".formatted(power(sign, exponent), power(sign, exponent + together)));
  }

  private static String power(String sign, int exponent) {
    return sign + Numbers.brief(Math.scalb(1.0, exponent), 2);
  }

  private static Chart chart(String id, List<Bar> bars, String title) {
    Bar highest = bars.getFirst();
    long all = 0;
    for (Bar bar : bars) {
      all += bar.count();
      highest = bar.count() > highest.count() ? bar : highest;
    }
    String words =
        "%s in %s. The most, %s, at %s."
            .formatted(
                Numbers.count(all, "value"),
                Numbers.count(bars.size(), "bin"),
                Numbers.count(highest.count()),
                highest.words());
    return new Chart(id, title, words, Chart.HEIGHT);
  }

  private static Chart draw(Chart chart, List<Bar> bars, Axis across) {
    long most = bars.stream().mapToLong(Bar::count).max().orElse(1);
    Axis up = chart.up(0, (double) most);
    chart.beside(up, true);
    for (Bar bar : bars) {
      if (bar.count() > 0) {
        double gap = bars.size() > 1 ? 0.75 : 0;
        double x = across.at(bar.from()) + gap;
        // What is there can be seen, however little it is.
        double y = Math.min(up.at((double) bar.count()), up.from() - 1);
        chart.add(
            Element.of("rect")
                .classed("bar")
                .with("x", x)
                .with("y", y)
                .with("width", Math.max(1, across.at(bar.to()) - gap - x))
                .with("height", up.from() - y)
                .add(Element.of("title", "%s: %s".formatted(bar.words(), Numbers.count(bar.count())))));
      }
    }
    return chart;
  }
}
