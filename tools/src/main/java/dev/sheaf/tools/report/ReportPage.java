package dev.sheaf.tools.report;

import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Finding;
import dev.sheaf.dataset.Severity;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.profile.DatasetProfile;
import dev.sheaf.tools.profile.DatasetProfile.UnreadableRow;
import dev.sheaf.tools.profile.FieldProfile;
import dev.sheaf.tools.profile.NumberProfile;
import dev.sheaf.tools.profile.NumberProfile.Finite;
import dev.sheaf.tools.report.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The whole page. For one use.
final class ReportPage {
  /// More findings or fields make a page that nobody reads to its end.
  private static final int FINDINGS = 500;

  private static final int FIELDS = 300;

  private final RecordSchema schema;
  private final DatasetSource source;
  private final ReportSource data;
  private final DatasetProfile profile;
  private final Optional<ValidationReport> validation;
  private final ReportOptions options;
  private final Allowance allowance = new Allowance();
  private final List<FieldProfile> shown;

  ReportPage(
      RecordSchema schema,
      DatasetSource source,
      ReportSource data,
      DatasetProfile profile,
      Optional<ValidationReport> validation,
      ReportOptions options) {
    this.schema = schema;
    this.source = source;
    this.data = data;
    this.profile = profile;
    this.validation = validation;
    this.options = options;
    this.shown = profile.fields().stream().limit(FIELDS).toList();
  }

  String write() {
    String title = options.title().orElse(simpleName(schema.name()) + " dataset");
    Element main =
        Element.of("main", summary(), findings(), schema(), fields(), provenance())
            .with("id", "main")
            .with("tabindex", "-1");
    Element body =
        Element.of(
            "body",
            Element.of("a", "Skip to content").classed("skip").with("href", "#main"),
            header(title),
            Element.of("div", contents(), main).classed("frame"),
            Element.of("footer", Element.of("p", "Made by Sheaf " + Resources.version() + "."), outlook()),
            Element.of("script", new Node.Resource(Resources.script())));
    return PageWriter.write(
        Element.of("html", head(title), body).with("xmlns", "http://www.w3.org/1999/xhtml").with("lang", "en"));
  }

  private static Element head(String title) {
    return Element.of(
        "head",
        Element.of("meta").with("charset", "utf-8"),
        Element.of("meta")
            .with("http-equiv", "Content-Security-Policy")
            .with("content", Resources.policy()),
        Element.of("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
        Element.of("link").with("rel", "icon").with("href", "data:,"),
        Element.of("title", title),
        Element.of("style", new Node.Resource(Resources.style())));
  }

  private Element header(String title) {
    return Element.of(
            "header",
            Element.of(
                "div",
                Element.of("p", "Dataset report").classed("kicker"),
                Element.of("h1", Element.data(title)),
                Element.of("p", Element.code(schema.name())).classed("soft")),
            Element.of("button", "Dark theme")
                .with("type", "button")
                .with("id", "theme")
                .with("aria-pressed", "false"))
        .classed("top");
  }

  /// The links of the contents are where a reader of the page finds each field by its name.
  private Element contents() {
    Element fields = Element.of("ol");
    for (int i = 0; i < shown.size(); i++) {
      FieldProfile field = shown.get(i);
      Element link = Element.of("a", Element.code(field.path())).with("href", "#" + id(i));
      Element item = Element.of("li", link);
      if (field.numbers().map(NumberProfile::hasNonFinite).orElse(false)) {
        item.add(Marks.warning("NaN or \u221E"));
      }
      fields.add(item);
    }
    return Element.of(
            "nav",
            Element.of(
                "ol",
                link("summary", "Summary"),
                link("findings", "Findings"),
                link("schema", "Schema"),
                link("fields", "Fields").add(fields),
                link("provenance", "Provenance")))
        .with("aria-label", "Contents");
  }

  private static Element link(String id, String text) {
    return Element.of("li", Element.of("a", text).with("href", "#" + id));
  }

  private static String id(int field) {
    return "f" + field;
  }

  private static Element section(String id, String title) {
    return Element.of("section", Element.of("h2", title).with("id", id + "-h"))
        .with("id", id)
        .with("aria-labelledby", id + "-h");
  }

  private Element summary() {
    Element tiles =
        Element.of(
                "dl",
                tile("Rows", Numbers.count(profile.rows())),
                tile("Files", Numbers.count(data.files())),
                tile("Size", Numbers.bytes(data.bytes())),
                tile("Format", Element.data(data.format()).classed("word")),
                tile("Fields", Numbers.count(profile.fields().size())))
            .classed("tiles");
    long count = validation.map(ValidationReport::findingCount).orElse(profile.unreadableRows());
    tiles.add(
        tile("Findings", count == 0 ? Marks.fine("none") : Marks.warning(Numbers.count(count))));
    long nonFinite =
        profile.fields().stream()
            .flatMap(field -> field.numbers().stream())
            .mapToLong(numbers -> numbers.nan() + numbers.positiveInfinity() + numbers.negativeInfinity())
            .sum();
    tiles.add(tile("NaN or \u221E", nonFinite == 0 ? Marks.fine("none") : Marks.warning(Numbers.count(nonFinite))));
    Element section = section("summary", "Summary").add(tiles);
    if (!schema.description().isEmpty()) {
      section.add(Element.of("p", Element.data(schema.description())));
    }
    return section.add(overview());
  }

  private static Element tile(String name, String value) {
    return tile(name, Element.data(value));
  }

  private static Element tile(String name, Node value) {
    return Element.of("div", Element.of("dt", name), Element.of("dd", value));
  }

  private Element overview() {
    Table table =
        Table.sortable("Fields at a glance")
            .column("Field")
            .column("Type")
            .numbers("Values")
            .numbers("Absent")
            .numbers("Minimum")
            .numbers("Mean")
            .numbers("Maximum")
            .numbers("NaN, \u221E");
    for (int i = 0; i < shown.size(); i++) {
      FieldProfile field = shown.get(i);
      Optional<Finite> finite = field.numbers().flatMap(NumberProfile::finite);
      table.row(
          new Cell(Element.of("a", Element.code(field.path())).with("href", "#" + id(i)), field.path()),
          Cell.of(field.type().inWords()),
          Cell.count(field.count()),
          Cell.count(field.absent()),
          number(finite.map(Finite::min)),
          number(finite.map(Finite::mean)),
          number(finite.map(Finite::max)),
          nonFinite(field));
    }
    return table.build();
  }

  private static Cell number(Optional<? extends Number> number) {
    return number
        .map(found -> new Cell(new Node.Text(Numbers.number(found)), Double.toString(found.doubleValue())))
        .orElse(new Cell(new Node.Text("\u2013"), ""));
  }

  private static Cell nonFinite(FieldProfile field) {
    return field
        .numbers()
        .map(numbers -> numbers.nan() + numbers.positiveInfinity() + numbers.negativeInfinity())
        .map(
            count ->
                count == 0 ? Cell.count(0) : new Cell(Marks.warning(Numbers.count(count)), Long.toString(count)))
        .orElse(new Cell(new Node.Text("\u2013"), ""));
  }

  private Element findings() {
    Element section = section("findings", "Findings");
    long count = validation.map(ValidationReport::findingCount).orElse(profile.unreadableRows());
    if (count == 0) {
      return section.add(
          Element.of(
              "p",
              Marks.fine(
                  validation.isPresent()
                      ? "All data is as its schema says."
                      : "Every row could be read. The data was checked when it was "
                          + (data.format().equals("index") ? "indexed." : "packed."))));
    }
    List<Finding> findings = validation.map(ValidationReport::findings).orElse(List.of());
    Table table =
        Table.sortable("Findings")
            .column("Severity")
            .column("Where")
            .numbers("Row")
            .column("Field")
            .column("Rule")
            .column("Expected")
            .column("Found");
    findings.stream().limit(FINDINGS).forEach(finding -> add(finding, table));
    long listed = Math.min(FINDINGS, findings.size());
    if (validation.isEmpty()) {
      for (UnreadableRow fault : profile.faults()) {
        add(fault, table);
        listed++;
      }
    }
    section.add(
        Element.of("p", Marks.warning(Numbers.count(count, "finding") + "."))
            .text(listed < count ? " The first %s are listed.".formatted(Numbers.count(listed)) : ""));
    return section.add(
        Element.of(
                "p",
                Element.of("label", "Show only findings with ").with("for", "filter"),
                Element.of("input").with("type", "search").with("id", "filter").with("autocomplete", "off"),
                Element.of("span").with("id", "filtered").with("role", "status"))
            .classed("filter"),
        Element.of("div", table.build()).with("id", "findings-table"));
  }

  private static void add(Finding finding, Table table) {
    String place = finding.offset() < 0 ? "" : ", byte " + Numbers.count(finding.offset());
    table.row(
        Cell.of(finding.severity().toString()),
        new Cell(Element.of("span", Element.data(finding.file())).text(place), finding.file() + place),
        finding.record() < 0
            ? new Cell(new Node.Text("\u2013"), "")
            : Cell.count(finding.record()),
        new Cell(Element.code(finding.field().isEmpty() ? "\u2013" : finding.field()), finding.field()),
        Cell.data(finding.rule()),
        Cell.data(finding.expected()),
        Cell.data(finding.found()));
  }

  private static void add(UnreadableRow fault, Table table) {
    Cell none = Cell.of("\u2013");
    table.row(
        Cell.of(Severity.ERROR.toString()),
        Cell.of("row " + Numbers.count(fault.row())),
        none,
        none,
        Cell.of("unreadable"),
        Cell.of("a row that can be read"),
        Cell.data(fault.fault()));
  }

  private Element schema() {
    Table table =
        Table.sortable("What the schema says")
            .column("Field")
            .column("Type")
            .column("Shape")
            .column("Constraints")
            .column("Description");
    for (FieldProfile field : shown) {
      table.row(
          new Cell(Element.code(field.path()), field.path()),
          Cell.of(field.type().inWords()),
          Cell.data(SchemaWords.shape(field.type()).orElse("\u2013")),
          Cell.data(orDash(SchemaWords.constraints(field.type()))),
          Cell.data(orDash(field.description())));
    }
    return section("schema", "Schema").add(table.build());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "\u2013" : text;
  }

  private Element fields() {
    Element section = section("fields", "Fields");
    if (profile.fields().size() > shown.size()) {
      section.add(
          Element.of(
                  "p",
                  "The first %s of %s fields are shown."
                      .formatted(Numbers.count(shown.size()), Numbers.count(profile.fields().size())))
              .classed("note"));
    }
    for (int i = 0; i < shown.size(); i++) {
      section.add(new FieldSection(id(i), shown.get(i), allowance).build());
    }
    return section;
  }

  private Element provenance() {
    Facts facts = new Facts();
    facts.add("Sources", list(source.patterns()));
    facts.add("Files", "%s, %s".formatted(Numbers.count(data.files()), Numbers.bytes(data.bytes())));
    facts.add("Format", Element.data(data.format()));
    facts.add("Schema", Element.code(schema.name()));
    facts.add("Fingerprint", Element.code(schema.fingerprint()));
    facts.add("Settings", list(settings()));
    facts.add("Samples", "%d rows, evenly spread".formatted(options.profile().samples()));
    facts.add(
        "Findings",
        options.validation().isPresent()
            ? "of a validation that was run before"
            : validation.isPresent() ? "of a validation that was run for this report" : "of reading all rows");
    options.made().ifPresent(made -> facts.add("Made", made.toString()));
    facts.add("Sheaf", Resources.version());
    List<String> cut = cut();
    if (!cut.isEmpty()) {
      facts.add("Left out", list(cut));
    }
    return section("provenance", "Provenance").add(facts.build());
  }

  /// What decided how the data was read, limits aside.
  private List<String> settings() {
    DatasetOptions reading = options.reading();
    List<String> settings = new ArrayList<>();
    settings.add("format: " + reading.format().orElse("as the files say"));
    settings.add("encoding: " + reading.encoding().map(RecordEncoding::name).orElse("as the first record says"));
    new TreeMap<>(reading.formatOptions().settings())
        .forEach((name, value) -> settings.add("%s = %s".formatted(name, value)));
    if (reading.decode().allowsOutside()) {
      settings.add("records may refer to files outside their own folder");
    }
    return settings;
  }

  private List<String> cut() {
    List<String> cut = new ArrayList<>();
    if (allowance.leftOut() > 0) {
      cut.add(Numbers.count(allowance.leftOut(), "picture") + ", as one may have 1 MiB and all together 8 MiB");
    }
    if (data.unreadable() > 0) {
      cut.add(Numbers.count(data.unreadable(), "file") + " that cannot be opened: their rows are not counted");
    }
    if (profile.unreadableRows() > 0) {
      cut.add(Numbers.count(profile.unreadableRows(), "row") + " that cannot be read: their values are not counted");
    }
    return cut;
  }

  private static Element list(List<String> texts) {
    return Element.of("ul").addAll(texts.stream().map(text -> Element.of("li", Element.data(text))).toList());
  }

  private static Element outlook() {
    return Element.of("p", "This page works offline, and asks nobody for anything.").classed("soft");
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }
}
