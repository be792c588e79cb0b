package dev.sheaf.tools.report;

import dev.sheaf.array.NdArray;
import dev.sheaf.tools.profile.FieldProfile;
import dev.sheaf.tools.profile.FieldProfile.Sample;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The samples of a field: as pictures, as drawings, else in words.
final class SampleBlocks {
  private static final int DRAWINGS = 4;

  /// Points in space have three drawings each.
  private static final int CLOUDS = 2;

  private static final int CHARACTERS = 160;
  private static final int ELEMENTS = 8;
  private static final int BYTES = 16;

  private final String id;
  private final FieldProfile field;
  private final Allowance allowance;

  SampleBlocks(String id, FieldProfile field, Allowance allowance) {
    this.id = id;
    this.field = field;
    this.allowance = allowance;
  }

  List<Element> build() {
    List<Element> blocks = new ArrayList<>();
    pictures(blocks);
    drawings(blocks);
    if (blocks.isEmpty() && !field.samples().isEmpty()) {
      blocks.add(words());
    }
    if (field.samplesLeftOut() > 0) {
      blocks.add(
          Element.of(
                  "p", "%s not shown: larger than 4 MiB.".formatted(Numbers.count(field.samplesLeftOut(), "sample")))
              .classed("note"));
    }
    return blocks;
  }

  private void pictures(List<Element> blocks) {
    Element list = Element.of("ul").classed("pictures");
    for (Sample sample : field.samples()) {
      picture(sample.value())
          .filter(found -> allowance.take(found.uri().length()))
          .ifPresent(found -> list.add(Element.of("li", figure(sample, found))));
    }
    if (!list.children().isEmpty()) {
      blocks.add(Element.of("div", Element.of("h4", "Pictures"), list).classed("block wide"));
    }
  }

  private static Optional<Picture> picture(Object value) {
    return switch (value) {
      case NdArray array when !Plots.isPoints(array) && !Plots.isSeries(array) -> Picture.of(array);
      case byte[] bytes -> Picture.of(bytes);
      default -> Optional.empty();
    };
  }

  private Element figure(Sample sample, Picture picture) {
    Element image =
        Element.of("img")
            .with("src", picture.uri())
            .with("alt", "%s of row %s: %s".formatted(field.path(), Numbers.count(sample.row()), picture.words()));
    if (picture.width() > 0) {
      image.with("width", Integer.toString(picture.width())).with("height", Integer.toString(picture.height()));
      image.classed("pixels");
    }
    String kind = sample.value() instanceof NdArray array ? array.shape().toString() : picture.words();
    return Element.of(
            "figure",
            image,
            Element.of("figcaption", "row " + Numbers.count(sample.row()))
                .add(Element.of("span", kind).classed("soft")))
        .with("title", picture.words());
  }

  private void drawings(List<Element> blocks) {
    int drawn = 0;
    for (Sample sample : field.samples()) {
      if (sample.value() instanceof NdArray array && drawn < DRAWINGS) {
        String name = "%s, row %s".formatted(field.path(), Numbers.count(sample.row()));
        String drawing = id + "-s" + drawn;
        if (Plots.isPoints(array) && array.shape().dim(1) == 3 && drawn >= CLOUDS) {
          return;
        }
        if (Plots.isPoints(array)) {
          List<Element> views = Plots.points(drawing, array, name);
          Element block =
              block("Points of row " + Numbers.count(sample.row()), Element.of("div").classed("views").addAll(views));
          blocks.add(views.size() > 1 ? block.classed("block wide") : block);
          drawn++;
        } else if (Plots.isSeries(array)) {
          blocks.add(block("Series of row " + Numbers.count(sample.row()), Plots.series(drawing, array, name)));
          drawn++;
        }
      }
    }
  }

  private static Element block(String title, Element content) {
    return Element.of("div", Element.of("h4", title), content).classed("block");
  }

  private Element words() {
    Element list = Element.of("dl").classed("samples");
    for (Sample sample : field.samples()) {
      list.add(
          Element.of(
              "div",
              Element.of("dt", "row " + Numbers.count(sample.row())),
              Element.of("dd", Element.code(text(sample.value())))));
    }
    return block("Samples", list);
  }

  private static String text(Object value) {
    return switch (value) {
      case NdArray array -> array + ": " + elements(array);
      case byte[] bytes ->
          "%s: %s%s"
              .formatted(
                  Numbers.count(bytes.length, "byte"),
                  HexFormat.ofDelimiter(" ").formatHex(bytes, 0, Math.min(bytes.length, BYTES)),
                  bytes.length > BYTES ? " \u2026" : "");
      case String text -> cut(text);
      default -> value.toString();
    };
  }

  private static String elements(NdArray array) {
    double[] elements = Elements.of(array);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(elements.length, ELEMENTS); i++) {
      text.append(i == 0 ? "" : ", ").append(Numbers.number(elements[i], 4));
    }
    return text.append(elements.length > ELEMENTS ? ", \u2026" : "").toString();
  }

  private static String cut(String text) {
    return text.length() > CHARACTERS && text.codePointCount(0, text.length()) > CHARACTERS
        ? text.substring(0, text.offsetByCodePoints(0, CHARACTERS)) + " \u2026"
        : text;
  }
}
