package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.processor.check.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests of findings, read as texts: no rule is without a record that breaks it.
class RuleExamplesTest {
  private static final Path TESTS = Path.of("src/test/java/dev/sheaf/processor");

  @Test
  void everyRuleIsBrokenSomewhereWithTheWholeMessageExpected() throws IOException {
    String examples;
    try (Stream<Path> files = Files.list(TESTS)) {
      // Expected messages are broken into lines with a backslash and the next line's indent.
      examples =
          files
              .filter(file -> file.getFileName().toString().endsWith("FindingsTest.java"))
              .map(RuleExamplesTest::text)
              .collect(Collectors.joining())
              .replaceAll("\\\\\\n\\s*", "");
    }
    List<String> missing =
        Arrays.stream(Rule.values())
            .filter(rule -> !examples.matches("(?s).*ERROR \\w+\\.java:\\d+:\\d+: [^\\n]+; [^\\n]+ \\[" + rule.label() + "].*"))
            .map(Rule::label)
            .toList();
    assertEquals(List.of(), missing);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
