package dev.sheaf.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What a command printed and how it ended.
record Outcome(int status, String out, String err) {
  /// Runs a command in this process.
  static Outcome of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Sheaf.run(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Outcome(
        status,
        out.toString().replace(System.lineSeparator(), "\n"),
        err.toString().replace(System.lineSeparator(), "\n"));
  }
}
