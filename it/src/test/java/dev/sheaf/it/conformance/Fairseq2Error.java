package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.DataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.select.ElementFunctionException;
import dev.sheaf.select.MissingElementException;
import dev.sheaf.select.SelectorOverlapException;
import dev.sheaf.select.SelectorSyntaxException;
import java.util.Optional;

/// What went wrong, in the terms of cases that were drawn from fairseq2.
///
/// @param kind what kind of error it is
/// @param path where in a value, if the error tells
record Fairseq2Error(String kind, Optional<String> path) {
  /// What an exception of a function or of its definition says.
  static Fairseq2Error of(RuntimeException thrown) {
    return switch (thrown) {
      case SelectorSyntaxException _ -> new Fairseq2Error("selector-syntax", Optional.empty());
      case SelectorOverlapException _ -> new Fairseq2Error("selector-overlap", Optional.empty());
      case MissingElementException e -> new Fairseq2Error("selector-missing", Optional.of(e.path()));
      case ElementFunctionException e -> new Fairseq2Error("function-at-path", Optional.of(e.path()));
      case Fairseq2Functions.UserException _ -> new Fairseq2Error("function", Optional.empty());
      case StorageException _ -> new Fairseq2Error("io", Optional.empty());
      case DataException _, Fairseq2Functions.ValueException _, NumberFormatException _ ->
          new Fairseq2Error("value", Optional.empty());
      case IllegalArgumentException _ -> new Fairseq2Error("argument", Optional.empty());
      default -> throw thrown;
    };
  }

  /// Whether it is the error that a case expects, as far as the case tells.
  ///
  /// @param defining whether it came when the functions were made: what fairseq2 finds with the first element, and
  ///     calls a wrong value, may be found as a wrong argument then
  boolean is(JsonNode expected, boolean defining) {
    String wanted = expected.get("kind").textValue();
    boolean sameKind = kind.equals(wanted) || (defining && kind.equals("argument") && wanted.equals("value"));
    return sameKind && (!expected.has("path") || path.equals(Optional.of(expected.get("path").textValue())));
  }
}
