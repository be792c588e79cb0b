package dev.sheaf.tools.report;

import dev.sheaf.tools.profile.FieldProfile;
import dev.sheaf.tools.profile.LengthProfile;
import dev.sheaf.tools.profile.LengthProfile.Padding;
import dev.sheaf.tools.profile.NumberProfile;
import dev.sheaf.tools.profile.NumberProfile.Finite;
import dev.sheaf.tools.profile.ShapeProfile;
import dev.sheaf.tools.profile.ShapeProfile.Extent;
import dev.sheaf.tools.profile.ValueProfile;
import dev.sheaf.tools.profile.ValueProfile.ValueCount;
import dev.sheaf.tools.report.Table.Cell;
import java.util.List;
import java.util.stream.Collectors;

/// What one field is like.
final class FieldSection {
  private static final int SHAPES = 8;
  private static final int VALUES = 12;
  private static final int BARS = 40;

  /// A longer text is more than a name.
  private static final int NAME = 40;

  private final String id;
  private final FieldProfile field;
  private final Allowance allowance;
  private final Element blocks = Element.of("div").classed("blocks");

  FieldSection(String id, FieldProfile field, Allowance allowance) {
    this.id = id;
    this.field = field;
    this.allowance = allowance;
  }

  Element build() {
    blocks.add(block("Values", facts()));
    field.numbers().ifPresent(this::distribution);
    field.values().filter(values -> !values.top().isEmpty()).ifPresent(this::values);
    field.shapes().filter(shapes -> shapes.shapes().distinct() > 1).ifPresent(this::shapes);
    field.lengths().filter(LengthProfile::varies).ifPresent(this::lengths);
    blocks.addAll(new SampleBlocks(id, field, allowance).build());
    return Element.of("article", heading(), blocks)
        .with("id", id)
        .classed("field")
        .with("aria-labelledby", id + "-h");
  }

  private Element heading() {
    Element kind = Element.of("p").classed("kind").add(Marks.badge(new Node.Text(field.type().inWords())));
    SchemaWords.shape(field.type()).ifPresent(shape -> kind.add(Marks.badge(Element.data(shape))));
    Element heading =
        Element.of("header", Element.of("h3", Element.code(field.path())).with("id", id + "-h"), kind);
    if (!field.description().isEmpty()) {
      heading.add(Element.of("p", Element.data(field.description())).classed("soft"));
    }
    return heading;
  }

  private static Element block(String title, Node... content) {
    return Element.of("div", Element.of("h4", title)).add(content).classed("block");
  }

  private Element facts() {
    Facts facts = new Facts();
    facts.add(field.shapes().isPresent() ? "Arrays" : "Values", Numbers.count(field.count()));
    if (field.absent() > 0) {
      facts.add("Absent", part(field.absent(), field.count() + field.absent()));
    }
    field.shapes().ifPresent(shapes -> facts.add("Shape", extents(shapes)));
    field.numbers().ifPresent(numbers -> numbers(numbers, facts));
    field.times().ifPresent(times -> facts.add("From", times.min()).add("To", times.max()));
    field.lengths().ifPresent(lengths -> facts.add(lengthName(), range(lengths)));
    field.values().ifPresent(values -> facts.add("Different", distinct(values)));
    return facts.build();
  }

  private String lengthName() {
    return field.shapes().isPresent() ? "First axis" : "Length";
  }

  private static String range(LengthProfile lengths) {
    return lengths.varies()
        ? "%s to %s %s, mean %s"
            .formatted(
                Numbers.count(lengths.min()),
                Numbers.count(lengths.max()),
                lengths.unit(),
                Numbers.number(lengths.mean(), 4))
        : "%s %s".formatted(Numbers.count(lengths.min()), lengths.unit());
  }

  private static String distinct(ValueProfile values) {
    return (values.exact() ? "" : "about ") + Numbers.count(values.distinct());
  }

  private static String part(long some, long all) {
    return "%s (%s)".formatted(Numbers.count(some), Numbers.share((double) some / all));
  }

  private static String extents(ShapeProfile shapes) {
    if (shapes.minRank() != shapes.maxRank()) {
      return "%d to %d axes".formatted(shapes.minRank(), shapes.maxRank());
    }
    String axes = shapes.axes().stream().map(FieldSection::extent).collect(Collectors.joining(" \u00D7 "));
    return axes.isEmpty() ? "one element" : axes;
  }

  private static String extent(Extent extent) {
    return extent.min() == extent.max()
        ? Numbers.count(extent.min())
        : "%s\u2013%s".formatted(Numbers.count(extent.min()), Numbers.count(extent.max()));
  }

  private void numbers(NumberProfile numbers, Facts facts) {
    if (field.shapes().isPresent()) {
      facts.add("Elements", Numbers.count(numbers.count()));
    }
    numbers
        .finite()
        .ifPresent(
            finite ->
                facts
                    .add("Minimum", Numbers.number(finite.min()))
                    .add("Mean", Numbers.number(finite.mean(), 6))
                    .add("Std. deviation", Numbers.number(finite.deviation(), 6))
                    .add("Maximum", Numbers.number(finite.max())));
    if (numbers.zeros() > 0) {
      facts.add("Zeros", part(numbers.zeros(), numbers.count()));
    }
    warn(facts, "NaN", numbers.nan(), numbers.count());
    warn(facts, "+\u221E", numbers.positiveInfinity(), numbers.count());
    warn(facts, "\u2212\u221E", numbers.negativeInfinity(), numbers.count());
  }

  private static void warn(Facts facts, String name, long some, long all) {
    if (some > 0) {
      facts.warn(name, part(some, all));
    }
  }

  private void distribution(NumberProfile numbers) {
    // Of a single number, all is said.
    numbers
        .finite()
        .filter(finite -> finite.histogram().counts().size() > 1)
        .ifPresent(
            finite ->
                blocks.add(
                    block(
                        "Distribution",
                        Element.of("figure", BarCharts.of(id + "-d", numbers, finite, isWhole(finite))))));
  }

  private static boolean isWhole(Finite finite) {
    return !(finite.min() instanceof Double || finite.min() instanceof Float);
  }

  private void values(ValueProfile values) {
    if (values.exact() && values.distinct() == values.count() && values.count() > 1) {
      // Each is there once: a list of some says nothing that the samples do not say.
      return;
    }
    Element block = block("Most frequent", counts("Most frequent values", values, VALUES));
    if (!values.exact()) {
      block.add(Element.of("p", "Of a sample of 4,096 of the different values.").classed("note"));
    }
    blocks.add(block);
  }

  private static Element counts(String caption, ValueProfile values, int most) {
    Table table = Table.plain(caption).column("Value").numbers("Count").numbers("Share");
    List<ValueCount> shown = values.top().stream().limit(most).toList();
    for (ValueCount value : shown) {
      double share = values.count() == 0 ? 0 : (double) value.count() / values.count();
      String text = value.value().isEmpty() ? "\u201C\u201D" : value.value() + (value.cut() ? " \u2026" : "");
      table.row(
          Cell.data(text),
          Cell.count(value.count()),
          new Cell(Element.of("span", meter(share)).text(Numbers.share(share)).classed("share"), ""));
    }
    Element block = Element.of("div", table.build());
    if (values.distinct() > shown.size()) {
      block.add(
          Element.of(
                  "p",
                  "%s%s different in all."
                      .formatted(values.exact() ? "" : "About ", Numbers.count(values.distinct())))
              .classed("note"));
    }
    return block;
  }

  private static Element meter(double share) {
    return Element.of("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("viewBox", "0 0 60 8")
        .classed("meter")
        .with("aria-hidden", "true")
        .add(
            Element.of("rect").classed("rail").with("width", 60).with("height", 8),
            Element.of("rect").classed("bar").with("width", 60 * share).with("height", 8));
  }

  private void shapes(ShapeProfile shapes) {
    blocks.add(block("Shapes", counts("Most frequent shapes", shapes.shapes(), SHAPES)));
  }

  /// Bytes and maps are not padded, and short texts are names.
  private boolean isPadded(LengthProfile lengths) {
    return switch (lengths.unit()) {
      case "elements" -> true;
      case "characters" -> lengths.max() > NAME;
      default -> false;
    };
  }

  private void lengths(LengthProfile lengths) {
    blocks.add(
        block(
            field.shapes().isPresent() ? "Lengths of the first axis" : "Lengths",
            Element.of(
                "figure",
                BarCharts.of(id + "-l", lengths.histogram().atMost(BARS), "length in " + lengths.unit(), true))));
    if (!isPadded(lengths)) {
      return;
    }
    Table table = Table.plain("Padding in a batch").numbers("Batch").numbers("Shuffled").numbers("Bucketed");
    for (Padding padding : lengths.padding()) {
      table.row(
          Cell.count(padding.batch()),
          Cell.of(Numbers.share(padding.shuffled())),
          Cell.of(Numbers.share(padding.bucketed())));
    }
    String bounds = lengths.bounds().stream().map(Numbers::count).collect(Collectors.joining(", "));
    blocks.add(
        block(
            "Padding",
            table.build(),
            Element.of(
                    "p",
                    "The share of a padded batch that is padding. All padded to the longest: %s. Buckets end at %s."
                        .formatted(Numbers.share(lengths.paddedToLongest()), bounds))
                .classed("note")));
  }
}
