package dev.sheaf.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetSourceException;
import dev.sheaf.dataset.DatasetValidator;
import dev.sheaf.dataset.ScanOptions;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.tools.profile.ProfileOptions;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// The page without a browser: what stands on it, and that it is well-formed.
class ReportTest {
  @TempDir Path folder;

  private String page(ReportedData data, ReportOptions options) throws Exception {
    return Files.readString(data.write(folder.resolve("report.html"), options));
  }

  private static Document parse(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    DocumentBuilder builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    NodeList found = page.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /// The names with their values of all facts about a field.
  private static List<String> facts(Document page, String path) {
    Element article =
        elements(page, "article").stream()
            .filter(each -> text(each.getElementsByTagName("h3").item(0)).equals(path))
            .findFirst()
            .orElseThrow();
    NodeList names = ((Element) article.getElementsByTagName("dl").item(0)).getElementsByTagName("dt");
    NodeList values = ((Element) article.getElementsByTagName("dl").item(0)).getElementsByTagName("dd");
    return IntStream.range(0, names.getLength())
        .mapToObj(i -> text(names.item(i)) + ": " + text(values.item(i)))
        .toList();
  }

  private static String text(org.w3c.dom.Node node) {
    return node.getTextContent().strip();
  }

  @Test
  void isWellFormedWhateverIsInTheData() throws Exception {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    Path broken = Files.createDirectories(folder.resolve("broken"));
    for (ReportedData data :
        List.of(
            ReportedData.tesseract(),
            ReportedData.scans(),
            ReportedData.digits(digits),
            ReportedData.broken(broken))) {
      assertEquals("html", parse(page(data, ReportOptions.DEFAULT)).getDocumentElement().getTagName());
    }
  }

  @Test
  void hasTheSameBytesForTheSameData() throws Exception {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    ReportedData data = ReportedData.digits(digits);
    String first = page(data, ReportOptions.DEFAULT);

    for (int threads : new int[] {1, 3}) {
      ProfileOptions profile = ProfileOptions.DEFAULT.withThreads(threads);
      assertEquals(first, page(data, ReportOptions.DEFAULT.withProfile(profile)));
    }
    assertFalse(first.contains(folder.toString()), "where the data lies on this machine");
  }

  /// The numbers are those that NumPy gives: see `DatasetProfilerTest`.
  @Test
  void saysWhatTheSamplesAreLike() throws Exception {
    Document page = parse(page(ReportedData.tesseract(), ReportOptions.DEFAULT));

    assertEquals("Mesh dataset", text(elements(page, "title").getFirst()));
    assertEquals(
        List.of(
            "Arrays: 10",
            "Shape: 3\u20134 \u00D7 3",
            "Elements: 93",
            "Minimum: 0.0027385",
            "Mean: 0.528961",
            "Std. deviation: 0.296332",
            "Maximum: 0.99721",
            "First axis: 3 to 4 elements, mean 3.1"),
        facts(page, "data"));
  }

  @Test
  void marksWhatIsNotFiniteByAWordAndASign() throws Exception {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    Document page = parse(page(ReportedData.digits(digits), ReportOptions.DEFAULT));

    assertTrue(facts(page, "colour").contains("NaN: \u26A01 (< 0.1 %)"), facts(page, "colour").toString());
    assertTrue(facts(page, "colour").contains("+\u221E: \u26A01 (< 0.1 %)"));
    assertTrue(facts(page, "label").contains("Zeros: 20 (10.0 %)"), facts(page, "label").toString());
  }

  @Test
  void asksNobodyForAnything() throws Exception {
    Path digits = Files.createDirectories(folder.resolve("digits"));
    Document page = parse(page(ReportedData.digits(digits), ReportOptions.DEFAULT));

    List<String> addresses = new ArrayList<>();
    for (Element element : elements(page, "*")) {
      for (String attribute : List.of("src", "href", "srcset", "action", "data", "poster")) {
        if (element.hasAttribute(attribute)) {
          addresses.add(element.getAttribute(attribute));
        }
      }
      assertFalse(element.hasAttribute("style"), "the policy forbids it");
    }
    assertEquals(
        List.of(),
        addresses.stream().filter(each -> !each.startsWith("#") && !each.startsWith("data:")).toList());
    String policy =
        elements(page, "meta").stream()
            .filter(meta -> meta.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .map(meta -> meta.getAttribute("content"))
            .findFirst()
            .orElseThrow();
    assertTrue(policy.startsWith("default-src 'none'; img-src data:; style-src 'sha256-"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  @Test
  void letsNothingInDataBecomePartOfThePage() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    String text = page(ReportedData.broken(broken), ReportOptions.DEFAULT.withTitle("<u>\u0007\uD800'\""));
    Document page = parse(text);

    assertEquals(1, elements(page, "script").size());
    assertEquals(0, elements(page, "u").size());
    assertEquals(0, elements(page, "img").size());
    assertEquals("<u>[U+0007]\uFFFD'\"", text(elements(page, "title").getFirst()));
    assertTrue(text.contains("[U+202E]"));
    assertTrue(text.contains("[U+0000][U+001B][31m"));
    assertEquals(-1, text.chars().filter(c -> c == '\u202E' || (c < ' ' && c != '\n')).findAny().orElse(-1));
  }

  @Test
  void listsEachFindingWithItsPlace() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Document page = parse(page(ReportedData.broken(broken), ReportOptions.DEFAULT));
    Element table =
        elements(page, "table").stream()
            .filter(each -> text(each.getElementsByTagName("caption").item(0)).equals("Findings"))
            .findFirst()
            .orElseThrow();
    List<String> rows =
        IntStream.range(1, table.getElementsByTagName("tr").getLength())
            .mapToObj(i -> cells((Element) table.getElementsByTagName("tr").item(i)))
            .toList();

    assertEquals(31, rows.stream().filter(row -> row.startsWith("error | ")).count());
    assertEquals(1, rows.stream().filter(row -> row.startsWith("warning | ") && row.contains(" | not-finite | ")).count());
    assertEquals(32, rows.size());
    assertTrue(
        rows.contains("error | torn.json, byte 17 | \u2013 | points | json | ',' or ']' | the end of the file"),
        rows::toString);
    assertTrue(
        rows.stream().anyMatch(row -> row.endsWith("| 2 | score | value | a number | \"much\"")), rows::toString);
  }

  private static String cells(Element row) {
    NodeList cells = row.getChildNodes();
    return IntStream.range(0, cells.getLength())
        .mapToObj(cells::item)
        .map(ReportTest::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" | "));
  }

  @Test
  void showsTheFindingsOfAValidationThatWasRunBefore() throws Exception {
    ReportedData good = ReportedData.tesseract();
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("a.json"), "{}");
    Path output = folder.resolve("validation");
    DatasetValidator.validate(good.schema(), DatasetSource.of(data, "a.json"), output, ScanOptions.DEFAULT);
    ValidationReport kept = DatasetValidator.read(output.resolve("validation.json"));

    String page = page(good, ReportOptions.DEFAULT.withValidation(kept));
    assertTrue(page.contains("1 finding."), "the finding of another time");
    assertTrue(page.contains("of a validation that was run before"));
    ReportedData other = ReportedData.scans();
    assertThrows(
        IllegalArgumentException.class,
        () -> other.write(folder.resolve("no.html"), ReportOptions.DEFAULT.withValidation(kept)));
    assertTrue(Files.notExists(folder.resolve("no.html")));
  }

  @Test
  void saysWhatWasCut() throws Exception {
    List<FieldSchema> fields =
        IntStream.range(0, 320)
            .mapToObj(i -> new FieldSchema("f" + i, "", new ScalarType(Scalar.INT, List.of())))
            .toList();
    Path rows = folder.resolve("rows.jsonl");
    Files.writeString(rows, "{}\n".repeat(700));
    ReportedData wide =
        new ReportedData(
            new RecordSchema("com.acme.Wide", "", false, fields), DatasetSource.of(folder, "rows.jsonl"));
    String page = page(wide, ReportOptions.DEFAULT);

    assertTrue(page.contains("The first 300 of 320 fields are shown."));
    assertTrue(page.contains("The first 500 are listed."));
    assertTrue(page.contains("700 rows that cannot be read"));
  }

  @Test
  void staysSmallHoweverMuchDataThereIs() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append("{\"t\": \"").append(Integer.toString(i).repeat(200)).append("\"}\n");
    }
    Files.writeString(folder.resolve("rows.jsonl"), lines);
    RecordSchema schema =
        new RecordSchema(
            "com.acme.Text", "", false, List.of(new FieldSchema("t", "", new TextType(List.of()))));
    String page = page(new ReportedData(schema, DatasetSource.of(folder, "rows.jsonl")), ReportOptions.DEFAULT);

    assertTrue(page.length() < 60_000, () -> page.length() + " characters");
    assertTrue(page.contains("Of a sample of 4,096 of the different values."));
  }

  @Test
  void isAboutADatasetWithoutRows() throws Exception {
    Files.writeString(folder.resolve("rows.jsonl"), "");
    RecordSchema schema =
        new RecordSchema(
            "com.acme.Text", "", false, List.of(new FieldSchema("t", "", new TextType(List.of()))));
    ReportedData none = new ReportedData(schema, DatasetSource.of(folder, "rows.jsonl"));
    parse(page(none, ReportOptions.DEFAULT));
  }

  @Test
  void saysWhenItWasMadeOnlyWhereItIsTold() throws Exception {
    Instant made = Instant.parse("2026-01-02T03:04:05Z");
    assertTrue(page(ReportedData.tesseract(), ReportOptions.DEFAULT.withMade(made)).contains("2026-01-02T03:04:05Z"));
    assertFalse(page(ReportedData.tesseract(), ReportOptions.DEFAULT).contains("<dt>Made</dt>"));
  }

  @Test
  void refusesASourceWithoutFiles() {
    ReportedData nothing =
        new ReportedData(ReportedData.tesseract().schema(), DatasetSource.of(folder, "no/*.json"));
    assertThrows(
        DatasetSourceException.class, () -> nothing.write(folder.resolve("no.html"), ReportOptions.DEFAULT));
  }

  @Test
  void keepsStyleAndScriptFreeOfWhatXmlWouldRead() {
    assertFalse(Resources.style().matches("(?s).*[<&].*"), "in the style");
    assertFalse(Resources.script().matches("(?s).*[<&].*"), "in the script");
    assertFalse(Resources.style().contains("url("));
    assertFalse(Resources.style().contains("@import"));
  }
}
