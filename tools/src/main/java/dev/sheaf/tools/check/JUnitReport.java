package dev.sheaf.tools.check;

import dev.sheaf.dataset.Finding;
import dev.sheaf.dataset.Severity;
import dev.sheaf.dataset.ValidationReport;
import dev.sheaf.io.OutputFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A validation as the XML that test runners write, so that build servers show what was found: as
/// [Surefire's schema](https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd) says.
///
/// The dataset is a `testsuite`, each file a `testcase`: where there are more than 1,000, each file that something was
/// found in, and one for all others. Errors are a `failure` of their file, warnings its `system-out`. There is no time
/// in it: the same findings give the same bytes. Characters that XML cannot hold, which names of files may have, become
/// `U+FFFD`.
public final class JUnitReport {
  /// With more files, those without findings are one test case.
  static final int LISTED_FILES = 1000;

  private static final String DATASET = "the dataset as a whole";

  private final ValidationReport report;
  private final boolean warningsFail;
  private final Map<String, List<Finding>> findings = new LinkedHashMap<>();
  private final StringBuilder xml = new StringBuilder();
  private long tests;
  private long failures;

  private JUnitReport(ValidationReport report, boolean warningsFail) {
    this.report = report;
    this.warningsFail = warningsFail;
  }

  /// The text.
  ///
  /// @param files the names of the files, as findings name them; those of findings are added
  /// @param warningsFail whether warnings are failures too
  public static String xml(ValidationReport report, List<String> files, boolean warningsFail) {
    return new JUnitReport(report, warningsFail).write(files);
  }

  /// Writes the text to a file, which appears whole or not at all.
  ///
  /// @throws dev.sheaf.io.StorageException if it cannot be written
  public static void write(Path file, ValidationReport report, List<String> files, boolean warningsFail) {
    OutputFile.write(file, xml(report, files, warningsFail).getBytes(StandardCharsets.UTF_8));
  }

  private String write(List<String> files) {
    report.findings().forEach(each -> findings.computeIfAbsent(each.file(), _ -> new ArrayList<>()).add(each));
    Set<String> named = new LinkedHashSet<>(files.size() > LISTED_FILES ? List.of() : files);
    named.addAll(findings.keySet());
    for (String file : named) {
      testcase(file.isEmpty() ? DATASET : file, findings.getOrDefault(file, List.of()));
    }
    Set<String> others = new LinkedHashSet<>(files);
    others.removeAll(named);
    if (!others.isEmpty()) {
      testcase("%,d other files".formatted(others.size()), List.of());
    }
    more(Severity.ERROR, report.errorCount() - report.errors().size());
    more(Severity.WARNING, report.warningCount() - report.warnings().size());
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite name="%s" tests="%d" failures="%d" errors="0" skipped="0" time="0">
        %s</testsuite>
        """
        .formatted(escaped(report.schema()), tests, failures, xml);
  }

  /// Findings that were counted and not kept: nobody knows of which files.
  private void more(Severity severity, long count) {
    if (count > 0) {
      String name = "%d more %ss, which were counted only".formatted(count, severity);
      testcase(name, List.of(new Finding(severity, "", -1, -1, "", "more", "none", "" + count)));
    }
  }

  private void testcase(String name, List<Finding> its) {
    List<Finding> failing = its.stream().filter(this::fails).toList();
    List<Finding> others = its.stream().filter(each -> !fails(each)).toList();
    tests++;
    failures += failing.isEmpty() ? 0 : 1;
    String schema = escaped(report.schema());
    xml.append("  <testcase classname=\"%s\" name=\"%s\" time=\"0\"".formatted(schema, escaped(name)));
    if (its.isEmpty()) {
      xml.append("/>\n");
      return;
    }
    xml.append(">\n");
    if (!failing.isEmpty()) {
      Finding first = failing.getFirst();
      xml.append(
          "    <failure type=\"%s\" message=\"%s\">%s</failure>\n"
              .formatted(escaped(first.rule()), escaped(first.message()), escaped(lines(failing))));
    }
    if (!others.isEmpty()) {
      xml.append("    <system-out>%s</system-out>\n".formatted(escaped(lines(others))));
    }
    xml.append("  </testcase>\n");
  }

  private boolean fails(Finding finding) {
    return finding.severity() == Severity.ERROR || warningsFail;
  }

  private static String lines(List<Finding> findings) {
    return findings.stream()
        .map(each -> (each.severity() == Severity.WARNING ? "warning: " : "") + each)
        .collect(Collectors.joining("\n"));
  }

  /// Text as it may stand in an element or an attribute.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // As they are, an attribute would have spaces.
                case '\t', '\n', '\r' -> escaped.append("&#%d;".formatted(character));
                default -> escaped.appendCodePoint(isXml(character) ? character : 0xfffd);
              }
            });
    return escaped.toString();
  }

  /// [What XML 1.0 takes for a character](https://www.w3.org/TR/xml/#charsets).
  private static boolean isXml(int character) {
    return (character >= 0x20 && character <= 0xd7ff)
        || (character >= 0xe000 && character <= 0xfffd)
        || character >= 0x10000;
  }
}
