package dev.sheaf.processor.check;

import java.util.Locale;

/// Every rule of the processor, in the order of its numbers. Numbers and keys are never changed or used again: people
/// search for them, and `docs/reference/findings.md` lists them all.
public enum Rule {
  /// An array has no `@Dims`.
  DIMS_MISSING(1, "Every array says which shapes it may have."),
  /// The text of a `@Dims` is no list of axes.
  DIMS_MALFORMED(2, "The text of `@Dims` is a list of axes: numbers, `?` or names; or empty, or `...` alone."),
  /// A `@Dims` stands on something that is no array.
  DIMS_MISPLACED(3, "`@Dims` stands on an array, in a sequence on its element."),
  /// A `@Differentiable` stands on something that is no array.
  DIFFERENTIABLE_MISPLACED(4, "`@Differentiable` stands on an array, in a sequence on its element."),
  /// A component has a type that Sheaf cannot read.
  TYPE_UNSUPPORTED(5, "A component is an array, or a `LazySequence` of arrays."),
  /// A `LazySequence` without its type argument.
  SEQUENCE_RAW(6, "A `LazySequence` names the type of its elements."),
  /// A wildcard as the element of a sequence.
  SEQUENCE_WILDCARD(7, "The element of a `LazySequence` is one type, not a wildcard."),
  /// A sequence of sequences.
  SEQUENCE_NESTED(8, "The element of a `LazySequence` is an array, not another sequence."),
  /// A component's name is needed by the generated batch itself.
  COMPONENT_NAME_RESERVED(9, "No component has the name of a method that the generated batch has itself."),
  /// The annotation stands on a type that is no record.
  NOT_A_RECORD(10, "`@SchemaRecord` stands on a record."),
  /// The record has type parameters.
  RECORD_GENERIC(11, "A record has no type parameters: data does not say what they would be."),
  /// The record is private, or inside a private type.
  RECORD_UNREACHABLE(12, "Generated code in the record's package can use the record."),
  /// The record has no components.
  RECORD_EMPTY(13, "A record has at least one component."),
  /// A type that would be written is there already.
  GENERATED_NAME_TAKEN(14, "No type has the name of one that is written for a record.");

  private final int number;
  private final String requirement;

  Rule(int number, String requirement) {
    this.number = number;
    this.requirement = requirement;
  }

  /// What every record keeps, in Markdown.
  public String requirement() {
    return requirement;
  }

  /// The number as people quote it, such as `SHEAF-001`.
  public String code() {
    return "SHEAF-%03d".formatted(number);
  }

  /// The name as people quote it, such as `dims-missing`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Both: `SHEAF-001 dims-missing`.
  public String label() {
    return code() + " " + key();
  }
}
