package dev.sheaf.tools.compare;

import java.util.Locale;

/// What a change does to those who read. In order: the last one is the worst.
public enum Level {
  /// Old data is read as before, and new data by those who still have the old schema.
  COMPATIBLE,
  /// Old data is read as before; new data may be such that the old schema refuses it, or reads it as something else.
  WIDENING,
  /// Old data may be refused, or read as something else.
  BREAKING;

  /// The name in lower case.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
