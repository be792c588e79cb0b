package dev.sheaf.dataset;

import java.util.Locale;

/// How much a finding weighs.
public enum Severity {
  /// The data is not what its schema says, or cannot be read: such a row can never be handed out.
  ERROR,
  /// The schema allows it, and yet a person wants to know of it.
  WARNING;

  /// In lower case, as it is written and typed.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
