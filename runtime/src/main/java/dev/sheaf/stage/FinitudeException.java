package dev.sheaf.stage;

import java.io.Serial;

/// Items that end and items that do not were put together in a way that has no meaning.
public final class FinitudeException extends IllegalArgumentException {
  @Serial private static final long serialVersionUID = 1L;

  private final Rule rule;

  /// What must hold.
  public enum Rule {
    /// Of those that are zipped, all that have an end of their own and those that never end are not mixed, unless all
    /// end with the shortest.
    ZIP_OF_ONE_KIND,
    /// Of those that are zipped, one at least is more than pseudo-infinite: something must say when to end.
    ZIP_NEEDS_AN_END,
    /// What a function gives in the place of an item has an end.
    NESTED_ENDS
  }

  FinitudeException(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  /// Which rule is broken.
  public Rule rule() {
    return rule;
  }
}
