package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The page about the command line.
class CommandLinePageTest {
  private static final Path PAGE = Path.of("../docs/reference/command-line.md");

  private final CommandLine sheaf;
  private final List<String> rows;

  CommandLinePageTest() throws IOException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    sheaf = Sheaf.commandLine(new Terminal(nowhere, nowhere, false, InputStream.nullInputStream()));
    rows = Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| ")).toList();
  }

  @Test
  void namesEveryCommandAndNoOther() {
    assertEquals(sheaf.getSubcommands().keySet(), firstCells("`(\\w+)`"));
  }

  @Test
  void namesEveryOptionAndNoOther() {
    Set<String> options =
        sheaf.getSubcommands().values().stream()
            .map(command -> command.getCommandSpec().options())
            .flatMap(Collection::stream)
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(options, firstCells("`(--[\\w-]+)`"));
  }

  @Test
  void saysOfEachExitStatusWhatTheHelpSays() {
    List<String> said =
        sheaf.getCommandSpec().usageMessage().exitCodeList().entrySet().stream()
            .map(status -> "| %s | %s |".formatted(status.getKey(), status.getValue()))
            .toList();

    assertEquals(said, rows.stream().filter(row -> row.matches("\\| \\d.*")).toList());
  }

  private Set<String> firstCells(String form) {
    Pattern pattern = Pattern.compile(form);
    return rows.stream()
        .map(row -> row.substring(0, row.indexOf(" | ")))
        .flatMap(cell -> pattern.matcher(cell).results())
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
