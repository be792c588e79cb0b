package dev.sheaf.tools.report;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a schema asks for, in a few words.
final class SchemaWords {
  private static final int NAMES = 12;

  private SchemaWords() {}

  /// The shape of an array, also of one that is optional or in a list: `(N, 3)`.
  static Optional<String> shape(FieldType type) {
    return switch (type) {
      case ArrayType array -> Optional.of("(" + array.shape() + ")");
      case OptionalType(FieldType of) -> shape(of);
      case ScalarType _, TextType _, BytesType _, EnumType _, TimeType _, ListType _, MapType _, RecordType _,
              UnionType _, SequenceType _ ->
          Optional.empty();
    };
  }

  /// What each value must keep; empty where there is nothing.
  static String constraints(FieldType type) {
    return switch (type) {
      case ArrayType array -> words(array.constraints(), "elements");
      case ScalarType scalar -> words(scalar.constraints(), "");
      case TextType text -> words(text.constraints(), "characters");
      case BytesType bytes -> words(bytes.constraints(), "bytes");
      case ListType list -> words(list.constraints(), "elements");
      case MapType map -> words(map.constraints(), "entries");
      case EnumType(_, List<String> values) -> oneOf(values);
      case UnionType union -> oneOf(union.variants().stream().map(UnionType.Variant::tag).toList());
      case OptionalType(FieldType of) -> constraints(of);
      case TimeType _, RecordType _, SequenceType _ -> "";
    };
  }

  private static String oneOf(List<String> names) {
    String shown = names.stream().limit(NAMES).collect(Collectors.joining(", "));
    return names.size() > NAMES ? "one of %s and %d more".formatted(shown, names.size() - NAMES) : "one of " + shown;
  }

  private static String words(List<Constraint> constraints, String unit) {
    return constraints.stream().map(each -> words(each, unit)).collect(Collectors.joining("; "));
  }

  private static String words(Constraint constraint, String unit) {
    return switch (constraint) {
      case Constraint.NoNanOrInfinity _ -> "finite";
      case Constraint.Range range ->
          range.min().map(min -> (range.minIncluded() ? "\u2265 " : "> ") + min).orElse("")
              + (range.min().isPresent() && range.max().isPresent() ? ", " : "")
              + range.max().map(max -> (range.maxIncluded() ? "\u2264 " : "< ") + max).orElse("");
      case Constraint.Size(long min, long max) ->
          max >= Integer.MAX_VALUE
              ? "at least %d %s".formatted(min, unit)
              : "%d to %d %s".formatted(min, max, unit);
      case Constraint.Matches matches -> "matches " + matches.regex();
      case Constraint.NotBlank _ -> "not blank";
      case Constraint.Email _ -> "an e-mail address";
      case Constraint.Digits(int integer, int fraction) ->
          "at most %d digits before the point and %d behind".formatted(integer, fraction);
      case Constraint.Exactly(boolean value) -> "always " + value;
    };
  }
}
