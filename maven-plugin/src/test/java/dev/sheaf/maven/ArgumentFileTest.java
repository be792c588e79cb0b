package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {
  @TempDir Path folder;

  @Test
  void quotesEachArgumentOnALineOfItsOwn() throws IOException {
    Path file = folder.resolve("new").resolve("folder").resolve("java.args");

    ArgumentFile.write(file, List.of("-cp", "a b:c", "say \"x\"", "C:\\data", "two\nlines"), StandardCharsets.UTF_8);

    assertEquals("""
        "-cp"
        "a b:c"
        "say \\"x\\""
        "C:\\\\data"
        "two\\nlines"
        """, Files.readString(file));
  }

  @Test
  void replacesWhatWasThere() throws IOException {
    Path file = folder.resolve("java.args");
    ArgumentFile.write(file, List.of("a longer argument", "and another"), StandardCharsets.UTF_8);

    ArgumentFile.write(file, List.of("b"), StandardCharsets.UTF_8);

    assertEquals("\"b\"\n", Files.readString(file));
  }

  @Test
  void refusesWhatTheCommandLinesOfTheSystemCannotWrite() {
    Path file = folder.resolve("java.args");

    IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
        () -> ArgumentFile.write(file, List.of("données"), StandardCharsets.US_ASCII));

    assertEquals("expected arguments that US-ASCII, the character set of this system's command lines, can write; found"
        + " others: set the locale to UTF-8 (LC_ALL=C.UTF-8), or rename the files", e.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void javaReadsBackWhatWasWritten() throws Exception {
    List<String> arguments = List.of("plain", "with space", " at both ends ", "", "back\\slash", "C:\\dir\\", "\"quoted\"",
        "it's", "# no comment", "data/*.json", "@inputs.json", "tab\there", "two\nlines", "données/数据/🧶.json", "$HOME",
        "x".repeat(10_000));
    Path file = folder.resolve("a folder with spaces").resolve("java.args");
    List<String> all = new ArrayList<>(List.of("-cp", ChildJava.classPath(EchoedArguments.class),
        EchoedArguments.class.getName()));
    all.addAll(arguments);
    ArgumentFile.write(file, all, StandardCharsets.UTF_8);

    ProcessBuilder java = new ProcessBuilder(ChildJava.launcher(), "@" + file, "--after").redirectErrorStream(true);
    java.environment().put("LC_ALL", "C.UTF-8");
    Process process = java.start();
    List<String> lines = process.inputReader().lines().filter(line -> line.startsWith("arg:")).toList();

    assertEquals(0, process.waitFor());
    List<String> expected = new ArrayList<>(arguments);
    expected.add("--after");
    assertEquals(expected.stream().map(argument -> "arg:" + EchoedArguments.hex(argument)).toList(), lines);
  }
}
