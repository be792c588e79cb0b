package dev.sheaf.tools.compare;

import java.util.Optional;

/// One thing that is not as it was.
///
/// @param path where, by names in the data: `cloud.points`, `features[].radius`, `tags{}`; empty for the record itself
/// @param what what has changed, in a word or two: `dtype`, `shape`, `field`
/// @param from how it was
/// @param to how it is
/// @param backward why old data is refused or changed by the new schema; empty where it is read as before
/// @param forward why new data may be refused or changed by the old schema; empty where it is read as before
public record Change(
    String path, String what, String from, String to, Optional<String> backward, Optional<String> forward) {
  /// What it does to those who read.
  public Level level() {
    if (backward.isPresent()) {
      return Level.BREAKING;
    }
    return forward.isPresent() ? Level.WIDENING : Level.COMPATIBLE;
  }

  /// One line: `breaking   cloud.points: dtype float64 -> float32: old data ...`.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("%-10s ".formatted(level()));
    line.append(path.isEmpty() ? "" : path + ": ").append(what);
    line.append(" %s -> %s".formatted(from.isEmpty() ? "none" : from, to.isEmpty() ? "none" : to));
    backward.ifPresent(reason -> line.append("; old data: ").append(reason));
    forward.ifPresent(reason -> line.append("; new data under the old schema: ").append(reason));
    return line.toString();
  }
}
