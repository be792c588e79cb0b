package dev.sheaf.processor.check;

import dev.sheaf.processor.model.Place;

/// Something that is wrong with an annotated record.
///
/// @param rule the rule that is broken
/// @param message what was expected and what was found
/// @param advice what to do
/// @param place the smallest thing at fault
public record Finding(Rule rule, String message, String advice, Place place) {
  /// All of it for people, ending with the rule's code and key: `... [SHEAF-001 dims-missing]`.
  public String text() {
    return "%s; %s [%s]".formatted(message, advice, rule.label());
  }
}
