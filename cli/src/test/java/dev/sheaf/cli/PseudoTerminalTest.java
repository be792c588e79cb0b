package dev.sheaf.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command as a person sees it, on a terminal, and as another program does, through a pipe.
@Timeout(120)
class PseudoTerminalTest {
  /// Runs a command on a terminal of its own and ends with its exit status.
  private static final String PYTHON =
      "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

  @TempDir Path folder;

  @BeforeEach
  void writeTheRows() throws IOException {
    RecordSchema note =
        new RecordSchema(
            "com.acme.Note",
            "",
            false,
            List.of(new FieldSchema("score", "", new ScalarType(Scalar.DOUBLE, List.of()))));
    Files.writeString(folder.resolve("note.schema"), note.toJson());
    Files.writeString(folder.resolve("good.jsonl"), "{\"score\": 1}\n{\"score\": 2}\n{\"score\": 3}\n");
    Files.writeString(folder.resolve("bad.jsonl"), "{\"score\": \"x\"}\n");
  }

  @Test
  void aTerminalShowsABarAndTheResult() throws IOException, InterruptedException {
    Outcome outcome = onATerminal(validate("good.jsonl"));
    assertEquals(0, outcome.status(), outcome.out());
    assertTrue(outcome.out().contains("validating"), outcome.out());
    assertTrue(outcome.out().contains("100%"), outcome.out());
    assertTrue(outcome.out().contains("Note: 3 records in 1 file are valid"), outcome.out());
  }

  @Test
  void aTerminalSeesTheExitStatus() throws IOException, InterruptedException {
    assertEquals(1, onATerminal(validate("bad.jsonl")).status());
    assertEquals(2, onATerminal(validate("none.jsonl")).status());
  }

  @Test
  void aTerminalShowsNoBarToThoseWhoWantNone() throws IOException, InterruptedException {
    Outcome outcome = onATerminal(validate("good.jsonl", "--progress", "none"));
    assertFalse(outcome.out().contains("validating"), outcome.out());
  }

  @Test
  void aPipeGetsLinesOnly() throws IOException, InterruptedException {
    Outcome outcome = throughAPipe(validate("good.jsonl"));
    assertEquals(0, outcome.status());
    assertEquals(1, outcome.out().lines().count(), outcome.out());
    assertFalse((outcome.out() + outcome.err()).matches("(?s).*[\\r\\u001b%].*"), outcome.out() + outcome.err());
    assertEquals(1, throughAPipe(validate("bad.jsonl")).status());
    assertEquals(2, throughAPipe(validate("none.jsonl")).status());
  }

  @Test
  void aPipeGetsABarWhereOneIsAskedFor() throws IOException, InterruptedException {
    Outcome outcome = throughAPipe(validate("good.jsonl", "--progress", "bar"));
    assertTrue(outcome.err().contains("validating"), outcome.err());
    assertEquals(1, outcome.out().lines().count(), outcome.out());
  }

  private List<String> validate(String file, String... options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("validate", "--schema", folder.resolve("note.schema").toString()));
    arguments.addAll(List.of("--base", folder.toString()));
    arguments.addAll(List.of(options));
    arguments.add(file);
    return Processes.sheaf(arguments);
  }

  private Outcome onATerminal(List<String> command) throws IOException, InterruptedException {
    Optional<List<String>> terminal = terminal(command);
    assumeTrue(terminal.isPresent(), "neither util-linux's script nor python3 is there to make a terminal");
    return run(terminal.get());
  }

  private static Optional<List<String>> terminal(List<String> command) throws IOException, InterruptedException {
    if (says("util-linux", "script", "--version")) {
      String line = command.stream().map(PseudoTerminalTest::quoted).collect(Collectors.joining(" "));
      return Optional.of(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
    }
    if (says("Python 3", "python3", "--version")) {
      List<String> line = new ArrayList<>(List.of("python3", "-c", PYTHON));
      line.addAll(command);
      return Optional.of(line);
    }
    return Optional.empty();
  }

  private static String quoted(String argument) {
    return "'" + argument.replace("'", "'\\''") + "'";
  }

  private static boolean says(String text, String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      return process.waitFor() == 0 && said.contains(text);
    } catch (IOException _) {
      return false;
    }
  }

  private Outcome throughAPipe(List<String> command) throws IOException, InterruptedException {
    return run(command);
  }

  private Outcome run(List<String> command) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    // Else the bar is as wide as it likes.
    builder.environment().put("TERM", "xterm");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Outcome(process.exitValue(), out, Files.readString(err));
  }
}
