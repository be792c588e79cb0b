package dev.sheaf.tools.form;

import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.Optional;

/// Names, constraints and shapes as people read them.
final class Words {
  private Words() {}

  /// The name of a class without its package and the classes around it.
  static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }

  /// `(N, 3)`, `()`, `any`.
  static String shape(ShapePattern shape) {
    return shape.anyRank() ? "any" : "(" + shape + ")";
  }

  /// What the values of a type keep: its own constraints, not those of what is inside.
  static List<Constraint> constraints(FieldType type) {
    return switch (type) {
      case ArrayType array -> array.constraints();
      case ScalarType scalar -> scalar.constraints();
      case TextType text -> text.constraints();
      case BytesType bytes -> bytes.constraints();
      case ListType list -> list.constraints();
      case MapType map -> map.constraints();
      case EnumType _, TimeType _, OptionalType _, RecordType _, UnionType _, SequenceType _ -> List.of();
    };
  }

  /// A constraint in words.
  ///
  /// @param type what it is a constraint of
  static String constraint(Constraint constraint, FieldType type) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> "finite";
      case Constraint.Range range -> range(range);
      case Constraint.Size(long min, long max) -> size(min, max, counted(type));
      case Constraint.Matches matches -> "matches `" + matches.regex() + "`";
      case Constraint.NotBlank _ -> "not blank";
      case Constraint.Email _ -> "an e-mail address";
      case Constraint.Digits(int integer, int fraction) ->
          "at most %d digits before the decimal point, %d behind it".formatted(integer, fraction);
      case Constraint.Exactly(boolean value) -> "always " + value;
    };
  }

  private static String range(Constraint.Range range) {
    String low = range.min().map(bound -> (range.minIncluded() ? "≥ " : "> ") + bound).orElse("");
    String high = range.max().map(bound -> (range.maxIncluded() ? "≤ " : "< ") + bound).orElse("");
    return low.isEmpty() || high.isEmpty() ? low + high : low + ", " + high;
  }

  private static String counted(FieldType type) {
    return switch (type) {
      case TextType _ -> "characters";
      case BytesType _ -> "bytes";
      case MapType _ -> "entries";
      case ArrayType _,
          ScalarType _,
          EnumType _,
          TimeType _,
          OptionalType _,
          ListType _,
          RecordType _,
          UnionType _,
          SequenceType _ ->
          "elements";
    };
  }

  private static String size(long min, long max, String counted) {
    boolean open = max >= Integer.MAX_VALUE;
    if (open) {
      return "at least %d %s".formatted(min, counted);
    }
    return min == max ? "exactly %d %s".formatted(min, counted) : "%d to %d %s".formatted(min, max, counted);
  }

  /// The shape of the arrays that a field holds, through optionals, lists, maps and sequences; empty where it holds none.
  static Optional<ArrayType> array(FieldType type) {
    return switch (type) {
      case ArrayType array -> Optional.of(array);
      case OptionalType(FieldType of) -> array(of);
      case ListType(FieldType element, _) -> array(element);
      case MapType(FieldType value, _) -> array(value);
      case SequenceType(FieldType element) -> array(element);
      case ScalarType _, TextType _, BytesType _, EnumType _, TimeType _, RecordType _, UnionType _ ->
          Optional.empty();
    };
  }
}
