package dev.sheaf.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reports as a person sees them. Needs a browser, and fails without one; how to run it stands in
/// `docs/how-to/report.md`.
@Tag("browser")
class ReportInBrowserTest {
  private static final Path SCREENSHOTS = Path.of("target", "report-screenshots");
  private static final int HEIGHT = 900;

  @TempDir static Path folder;
  private static final Map<String, Path> PAGES = new LinkedHashMap<>();
  private static Browser browser;

  @BeforeAll
  static void startTheBrowserAndWriteThePages() throws IOException {
    browser = Browser.start(folder.resolve("profile"));
    PAGES.put("tesseract", page("tesseract", ReportedData.tesseract()));
    PAGES.put("scans", page("scans", ReportedData.scans()));
    Path digits = Files.createDirectories(folder.resolve("digits"));
    PAGES.put("digits", page("digits", ReportedData.digits(digits)));
    Path broken = Files.createDirectories(folder.resolve("broken"));
    PAGES.put("broken", page("broken", ReportedData.broken(broken)));
  }

  @AfterAll
  static void endTheBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path page(String name, ReportedData data) {
    return data.write(folder.resolve(name + ".html"), ReportOptions.DEFAULT).toAbsolutePath();
  }

  private static Path file(String page) {
    return Objects.requireNonNull(PAGES.get(page), page);
  }

  private static Tab open(String page) throws InterruptedException, IOException {
    return open(page, "light");
  }

  private static Tab open(String page, String scheme) throws InterruptedException, IOException {
    Tab tab = browser.tab().size(1600, HEIGHT).media("screen", scheme).open(file(page));
    tab.ask(questions());
    return tab;
  }

  /// What is asked about layout and colours, in the page's own language.
  private static String questions() throws IOException {
    try (InputStream in = ReportInBrowserTest.class.getResourceAsStream("questions.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tesseract", "scans", "digits", "broken"})
  void nothingIsAskedForAndNothingIsComplainedAbout(String page) throws Exception {
    Tab tab = open(page);
    tab.click("#theme");

    assertEquals(List.of(), tab.complaints());
    List<String> outside =
        tab.requests().stream()
            .filter(url -> !url.startsWith("data:") && !url.equals(file(page).toUri().toString()))
            .toList();
    assertEquals(List.of(), outside);
    assertTrue(tab.texts("brokenPictures()").isEmpty());
  }

  @Test
  void thePolicyStopsWhatWouldLeaveThePage() throws Exception {
    Tab tab = open("broken");
    String outcome =
        tab.ask("fetch(\"https://example.invalid/\").then(() => \"sent\", (e) => \"refused\")").asText();

    assertEquals("refused", outcome);
    assertTrue(tab.complaints().stream().anyMatch(said -> said.contains("Content Security Policy")));
  }

  @ParameterizedTest
  @CsvSource({
    "tesseract, 360", "tesseract, 1600", "scans, 360", "scans, 1600", "digits, 360", "digits, 768", "digits, 1600",
    "broken, 360", "broken, 768", "broken, 1600"
  })
  void everythingHasItsRoom(String page, int width) throws Exception {
    Tab tab = open(page).size(width, HEIGHT);
    for (String scheme : List.of("light", "dark")) {
      tab.media("screen", scheme);
      tab.screenshot(SCREENSHOTS.resolve("%s-%d-%s.png".formatted(page, width, scheme)));
    }

    assertTrue(tab.ask("document.documentElement.scrollWidth <= innerWidth").asBoolean(), "wider than the window");
    assertEquals(List.of(), tab.texts("overlaps()"));
    assertEquals(List.of(), tab.texts("beyond()"));
  }

  @ParameterizedTest
  @CsvSource({
    "tesseract, light", "tesseract, dark", "digits, light", "digits, dark", "broken, light", "broken, dark"
  })
  void everyTextCanBeRead(String page, String scheme) throws Exception {
    Tab tab = open(page, scheme);

    assertEquals(List.of(), tab.texts("faint()"));
  }

  @Test
  void theThemeCanBeTurnedAround() throws Exception {
    Tab tab = open("tesseract", "dark");
    String dark = tab.ask("getComputedStyle(document.body).backgroundColor").asText();
    assertEquals("true", tab.ask("document.getElementById(\"theme\").getAttribute(\"aria-pressed\")").asText());
    tab.click("#theme");

    assertNotEquals(dark, tab.ask("getComputedStyle(document.body).backgroundColor").asText());
    assertEquals("false", tab.ask("document.getElementById(\"theme\").getAttribute(\"aria-pressed\")").asText());
    assertEquals(List.of(), tab.texts("faint()"));
  }

  @Test
  void tablesAreSortedByAClick() throws Exception {
    Tab tab = open("broken");
    String header = "#findings thead th:nth-child(4)";
    tab.click(header + " button");
    List<String> ascending = tab.texts("column(\"#findings\", 3)");
    List<String> sorted = new ArrayList<>(ascending);
    Collections.sort(sorted);
    assertEquals(sorted, ascending);
    assertEquals("ascending", tab.ask("document.querySelector(\"%s\").ariaSort".formatted(header)).asText());

    tab.click(header + " button");
    sorted.sort(Comparator.reverseOrder());
    assertEquals(sorted, tab.texts("column(\"#findings\", 3)"));
    assertEquals("descending", tab.ask("document.querySelector(\"%s\").ariaSort".formatted(header)).asText());
  }

  @Test
  void tablesAreSortedByTheKeyboardAndNumbersAsNumbers() throws Exception {
    Tab tab = open("broken");
    tab.ask("document.querySelector(\"#findings thead th:nth-child(3) button\").focus()");
    tab.press("Enter", 13, "\r");
    List<String> rows = tab.texts("column(\"#findings\", 2)");

    assertEquals(32, rows.size());
    assertEquals(List.of("1", "2", "3", "5", "6", "9"), rows.subList(0, 6));
    assertEquals("\u2013", rows.getLast(), "what has no number comes last");
  }

  @Test
  void findingsAreFiltered() throws Exception {
    Tab tab = open("broken");
    tab.ask("document.getElementById(\"filter\").focus()");
    tab.type("MUCH");

    assertEquals("15 of 32 shown", tab.ask("document.getElementById(\"filtered\").textContent").asText());
    assertEquals(
        15, tab.ask("document.querySelectorAll(\"#findings tbody tr:not([hidden])\").length").asInt());
  }

  @Test
  void theKeyboardReachesEverythingInItsOrderAndSeesWhereItIs() throws Exception {
    Tab tab = open("broken");
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      tab.press("Tab", 9, "");
      JsonNode focus = tab.ask("focus()");
      reached.add(focus.path("name").asText());
      assertTrue(focus.path("outlined").asBoolean(), "no outline around " + focus);
    }

    assertEquals("Skip to content", reached.get(0));
    assertEquals("Dark theme", reached.get(1));
    assertEquals("Summary", reached.get(2));
    assertEquals("Findings", reached.get(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tesseract", "digits", "broken"})
  void aScreenReaderFindsItsWay(String page) throws Exception {
    Tab tab = open(page);

    assertEquals(List.of(), tab.texts("unnamed()"));
    assertEquals(List.of(), tab.texts("skippedHeadings()"));
    assertEquals(List.of(), tab.texts("doubleIds()"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tesseract", "scans", "digits", "broken"})
  void nothingIsCutOffOnPaper(String page) throws Exception {
    // A4 at 96 dots an inch, without its margins.
    Tab tab = open(page).size(718, HEIGHT).media("print", "dark");

    assertTrue(tab.ask("document.documentElement.scrollWidth <= innerWidth").asBoolean(), "wider than the paper");
    assertEquals(List.of(), tab.texts("cut()"));
    assertEquals(List.of(), tab.texts("overlaps()"));
    assertEquals(List.of(), tab.texts("faint()"));
    tab.screenshot(SCREENSHOTS.resolve(page + "-print.png"));
    tab.pdf(SCREENSHOTS.resolve(page + ".pdf"));
  }

  @Test
  void hostileDataIsNothingButText() throws Exception {
    Tab tab = open("broken");

    assertEquals(1, tab.ask("document.scripts.length").asInt());
    assertEquals(0, tab.ask("document.querySelectorAll(\"img, [onerror], [onload], b\").length").asInt());
    assertFalse(tab.ask("document.body.textContent.includes(\"\\u202E\")").asBoolean());
    assertTrue(tab.ask("document.body.textContent.includes(\"</script><img src=x onerror=alert(1)>\")").asBoolean());
  }
}
