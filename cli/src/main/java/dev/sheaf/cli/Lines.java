package dev.sheaf.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;

/// The lines that a command prints, each with its level before it where another program reads them.
///
/// With levels all lines go to standard output; without, complaints about the command itself go to standard error.
/// Thread-safe.
final class Lines {
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0A-\\x1F\\x7F-\\x9F]");

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
        (command.getCommand() instanceof SheafCommand parsed && parsed.linePrefixes())
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

  /// A result that a person wants to know of, and that is no fault.
  void warning(String line) {
    print(terminal.out(), "[WARNING] ", levels ? line : "warning: " + line);
  }

  /// A complaint about the command itself.
  void error(String line) {
    print(levels ? terminal.out() : terminal.err(), "[ERROR] ", line);
  }

  /// Where the person who typed the command may look; where another program reads the lines, nobody typed it.
  void hint(String line) {
    if (!levels) {
      print(terminal.err(), "", line);
    }
  }

  /// A file's name may hold what a terminal would obey.
  private static String visible(String line) {
    return CONTROL.matcher(line).replaceAll("\uFFFD");
  }

  private void print(PrintWriter writer, String level, String text) {
    synchronized (this) {
      text.lines().map(Lines::visible).forEach(line -> writer.println(levels ? level + line : line));
      writer.flush();
    }
  }
}
