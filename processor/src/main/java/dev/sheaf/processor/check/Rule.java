package dev.sheaf.processor.check;

import java.util.Locale;

/// Every rule of the processor, in the order of its numbers. Numbers and keys are never changed or used again (8 and 13
/// were): people search for them, and `docs/reference/findings.md` lists them all.
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
  TYPE_UNSUPPORTED(
      5,
      "A component has a type that data can say: an array class, `boolean`, a number, `String`, `byte[]`, "
          + "an enum, a type of `java.time`, a record, a sealed interface of records, or `Optional`, `List`, "
          + "`Map` or `LazySequence` of these."),
  /// A `LazySequence` without its type argument.
  SEQUENCE_RAW(6, "A `LazySequence` names the type of its elements."),
  /// A wildcard as the element of a sequence.
  SEQUENCE_WILDCARD(7, "The element of a `LazySequence` is one type, not a wildcard."),
  /// A component's name is needed by the generated batch itself.
  COMPONENT_NAME_RESERVED(
      9, "No field of a row has the name of a method that the generated batch has itself, or of a class that it calls."),
  /// The annotation stands on a type that is no record.
  NOT_A_RECORD(10, "`@SchemaRecord` stands on a record."),
  /// The record has type parameters.
  RECORD_GENERIC(11, "A record under `@SchemaRecord` has no type parameters: data does not say what they would be."),
  /// The record is private, or inside a private type.
  RECORD_UNREACHABLE(12, "Generated code in the record's package can use the record."),
  /// A type that would be written is there already.
  GENERATED_NAME_TAKEN(14, "No type has the name of one that is written for a record."),
  /// A generic type without its type arguments.
  TYPE_RAW(15, "A generic type is given its type arguments."),
  /// A wildcard as a type argument.
  TYPE_WILDCARD(16, "A type argument is one type, not a wildcard."),
  /// A type parameter for which nothing is known.
  TYPE_ARGUMENT_UNKNOWN(
      17,
      "The type arguments of a record or a sealed interface say the types of all its components."),
  /// The keys of a map are no texts.
  MAP_KEY(18, "The keys of a `Map` are plain `String`s, as the names in JSON are."),
  /// An `Optional` in an `Optional`.
  OPTIONAL_NESTED(19, "There is no `Optional` directly in another: data has one way to say that a value is missing."),
  /// A record or sealed interface is inside itself.
  RECORD_RECURSIVE(20, "No record contains itself, neither directly nor through others."),
  /// A type inside the record cannot be used from its package.
  TYPE_UNREACHABLE(21, "Generated code in the record's package can use all types in the record."),
  /// An interface that is not sealed.
  INTERFACE_NOT_SEALED(22, "An interface is sealed: data names one of a closed set of records."),
  /// A sealed interface permits something that is no record.
  VARIANT_NOT_A_RECORD(23, "A sealed interface permits records, and sealed interfaces of records."),
  /// Two records of a sealed interface have one tag.
  VARIANT_TAG_TAKEN(24, "The records of a sealed interface have different tags."),
  /// A record of a sealed interface has a field named as the discriminator.
  DISCRIMINATOR_TAKEN(25, "No record of a sealed interface has a field with the name of the discriminator."),
  /// A `@Discriminator` or `@DiscriminatorValue` that has no effect.
  DISCRIMINATOR_MISPLACED(
      26,
      "`@Discriminator` stands on a sealed interface, and `@DiscriminatorValue` on a record of one."),
  /// Two components have one name in the data.
  FIELD_NAME_TAKEN(27, "The fields of a record have different names in the data."),
  /// A name in the data is blank.
  FIELD_NAME_BLANK(28, "Names in the data are not blank."),
  /// An enum has no constants.
  ENUM_EMPTY(29, "An enum has at least one constant."),
  /// Two constants of an enum have one name in the data.
  ENUM_NAME_TAKEN(30, "The constants of an enum have different names in the data."),
  /// The text of a `@Default` is no value of the component.
  DEFAULT_INVALID(31, "The text of `@Default` is a value of the component, as the decoder would read it."),
  /// A `@Default` stands where it can mean nothing.
  DEFAULT_MISPLACED(
      32,
      "`@Default` stands neither on an `Optional`, which is empty where the data has no value, nor on a "
          + "`LazySequence`."),
  /// A `@Finite` stands on something that is no floating-point or complex number.
  FINITE_MISPLACED(
      33,
      "`@Finite` stands on floating-point or complex arrays and numbers; all others are finite anyway."),
  /// A `@InRange` stands on something that has no order.
  RANGE_MISPLACED(34, "`@InRange` stands on arrays and numbers with an order: integers and floating-point numbers."),
  /// A bound is no number, or there is none.
  RANGE_MALFORMED(35, "The bounds of `@InRange` are decimal numbers; at least one is given."),
  /// A constraint of Jakarta Validation stands on a type that it does not hold for.
  CONSTRAINT_MISPLACED(
      36,
      "A constraint of Jakarta Validation stands on a type that it holds for: a number, a boolean, a text, "
          + "bytes, a list or a map."),
  /// A constraint that Sheaf does not know.
  CONSTRAINT_UNKNOWN(
      37,
      "Constraints are those of Jakarta Validation that look at the value alone, without groups; those on "
          + "dates depend on the day, and others are code."),
  /// A value of a constraint is none that it can have.
  CONSTRAINT_MALFORMED(
      38,
      "The values of a constraint are such that it can be checked: bounds are numbers, a pattern is a "
          + "regular expression."),
  /// Constraints that no value keeps.
  CONSTRAINT_UNSATISFIABLE(39, "Some value keeps all constraints of its type together."),
  /// A record that has records that have records, and so on, each of them twice or more.
  RECORD_TOO_LARGE(
      40,
      "A record has at most 10,000 types and fields, counting those of the records in it as often as they are there.");

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
