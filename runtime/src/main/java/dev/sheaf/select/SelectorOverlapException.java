package dev.sheaf.select;

import java.io.Serial;

/// Two paths of a selector lead to the same element, or one leads to something around what the other leads to: it would
/// be open which of two changes counts.
public final class SelectorOverlapException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final String first;
  private final String second;

  SelectorOverlapException(ElementPath first, ElementPath second) {
    super(
        "expected paths that lead to elements apart from each other, found %s and %s; ".formatted(first, second)
            + "select what is around both, or use two selectors one after the other");
    this.first = first.text();
    this.second = second.text();
  }

  /// The path that comes first in the selector.
  public String first() {
    return first;
  }

  /// The path that comes later.
  public String second() {
    return second;
  }
}
