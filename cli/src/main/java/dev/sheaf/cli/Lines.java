package dev.sheaf.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/// The lines that a command prints, each with its level before it where another program reads them.
///
/// With levels all lines go to standard output; without, complaints about the command itself go to standard error.
/// Thread-safe.
final class Lines {
  private final Terminal terminal;
  private final boolean levels;

  Lines(Terminal terminal, boolean levels) {
    this.terminal = terminal;
    this.levels = levels;
  }

  /// For a command whose arguments may have been parsed in part only.
  static Lines of(CommandLine command, Terminal terminal) {
    return new Lines(
        terminal,
        (command.getCommand() instanceof DatasetCommand parsed && parsed.linePrefixes())
            || (command.getParseResult() != null
                && command.getParseResult().originalArgs().contains("--line-prefixes")));
  }

  /// A result.
  void info(String line) {
    print(terminal.out(), "[INFO] ", line);
  }

  /// How far the work has got: never mixed with results, unless levels tell them apart.
  void progress(String line) {
    print(levels ? terminal.out() : terminal.err(), "[INFO] ", line);
  }

  /// A finding: a result too.
  void finding(String line) {
    print(terminal.out(), "[ERROR] ", line);
  }

  /// A complaint about the command itself.
  void error(String line) {
    print(levels ? terminal.out() : terminal.err(), "[ERROR] ", line);
  }

  private void print(PrintWriter writer, String level, String text) {
    synchronized (this) {
      text.lines().forEach(line -> writer.println(levels ? level + line : line));
      writer.flush();
    }
  }
}
