package dev.sheaf.pipeline;

/// Throws what the compiler would not let through.
final class Thrower {
  private Thrower() {}

  /// Never gives a value.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "DoNotCallSuggester"}) // This is how.
  static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}
