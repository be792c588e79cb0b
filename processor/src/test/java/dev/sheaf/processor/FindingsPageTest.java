package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.processor.check.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page that lists all findings.
class FindingsPageTest {
  private static final Path PAGE = Path.of("../docs/reference/findings.md");

  @Test
  void listsEveryRuleInTheOrderOfItsNumbersAndNothingElse() throws IOException {
    List<String> rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `SHEAF")).toList();
    List<String> rules =
        Arrays.stream(Rule.values()).map(rule -> "| `%s` | %s |".formatted(rule.label(), rule.requirement())).toList();
    assertEquals(rules, rows);
  }
}
