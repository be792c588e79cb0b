package dev.sheaf.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * Passes the worker's lines into Maven's log, and remembers the errors among them.
 *
 * <p>A line begins with {@code [INFO] }, {@code [WARNING] } or {@code [ERROR] }. One that does not (a stack trace, a
 * line of the virtual machine) goes to the level of the line before it.
 */
final class WorkerLog {
  private enum Level {
    INFO("[INFO] "),
    WARNING("[WARNING] "),
    ERROR("[ERROR] ");

    private final String prefix;

    Level(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Log log;
  private final List<String> errors = new ArrayList<>();
  private Level level = Level.INFO;

  WorkerLog(Log log) {
    this.log = log;
  }

  /** Takes one line, without its end. */
  void line(String line) {
    String text = line;
    for (Level candidate : Level.values()) {
      if (line.startsWith(candidate.prefix)) {
        level = candidate;
        text = line.substring(candidate.prefix.length());
      }
    }
    switch (level) {
      case INFO -> log.info(text);
      case WARNING -> log.warn(text);
      case ERROR -> {
        log.error(text);
        errors.add(text);
      }
    }
  }

  /** The lines that were errors, in order. */
  List<String> errors() {
    return List.copyOf(errors);
  }
}
