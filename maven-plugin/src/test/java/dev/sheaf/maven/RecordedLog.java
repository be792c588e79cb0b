package dev.sheaf.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A log that keeps its lines from INFO upwards, each with its level. */
final class RecordedLog extends SystemStreamLog {
  private final List<String> lines = new ArrayList<>();

  @Override
  public void info(CharSequence content) {
    lines.add("INFO " + content);
  }

  @Override
  public void warn(CharSequence content) {
    lines.add("WARN " + content);
  }

  @Override
  public void error(CharSequence content) {
    lines.add("ERROR " + content);
  }

  @Override
  public void debug(CharSequence content) {
    // For people who look for a fault; no test of ours.
  }

  List<String> lines() {
    return lines;
  }
}
