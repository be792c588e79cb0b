package dev.sheaf.order;

/// How a plan is put into words.
final class Plans {
  private Plans() {}

  /// The words of what came before, and one call more.
  static String then(Samples<?> before, String call) {
    String words = before.toString();
    return words.isEmpty() ? call : words + "." + call;
  }

  /// The words of one of several parts.
  static String part(Samples<?> part) {
    String words = part.toString();
    return words.isEmpty() ? "rows" : words;
  }
}
