package dev.sheaf.tools.infer;

import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Time;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What all texts of a column could be, in a table that has nothing but texts. Mutable, for one thread.
final class CellForms {
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9][0-9]{0,300})(\\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?");

  private enum Form {
    TRUTH,
    INTEGER,
    DECIMAL,
    INSTANT,
    LOCAL_DATE,
    LOCAL_TIME,
    LOCAL_DATE_TIME,
    OFFSET_DATE_TIME,
    DURATION
  }

  private final Set<Form> forms = EnumSet.allOf(Form.class);

  /// A number with a leading zero is rather a name: `007` is a text.
  void add(String text) {
    forms.removeIf(form -> !fits(form, text));
  }

  void add(CellForms other) {
    forms.retainAll(other.forms);
  }

  private static boolean fits(Form form, String text) {
    return switch (form) {
      case TRUTH -> text.equals("true") || text.equals("false");
      case INTEGER -> isLong(text);
      case DECIMAL -> DECIMAL.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
      case INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION ->
          isTime(Time.valueOf(form.name()), text);
    };
  }

  private static boolean isLong(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return false;
    }
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  /// Whether a text is such a time as `java.time` writes it.
  static boolean isTime(Time time, String text) {
    try {
      switch (time) {
        case INSTANT -> Instant.parse(text);
        case LOCAL_DATE -> LocalDate.parse(text);
        case LOCAL_TIME -> LocalTime.parse(text);
        case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
        case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
        case DURATION -> Duration.parse(text);
      }
      return true;
    } catch (DateTimeException | ArithmeticException _) {
      return false;
    }
  }

  /// The type that all texts are of: the first that fits of boolean, `long`, `double`, the times, and text.
  FieldType type() {
    for (Form form : forms) {
      return switch (form) {
        case TRUTH -> new ScalarType(Scalar.BOOLEAN, List.of());
        case INTEGER -> new ScalarType(Scalar.LONG, List.of());
        case DECIMAL -> new ScalarType(Scalar.DOUBLE, List.of());
        case INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION ->
            new TimeType(Time.valueOf(form.name()));
      };
    }
    return new TextType(List.of());
  }
}
