package dev.sheaf.codec;

import dev.sheaf.schema.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/// Values of `java.time` in the form of ISO 8601 that their `toString` writes.
final class TimeText {
  private TimeText() {}

  /// The value of a text.
  ///
  /// @throws java.time.DateTimeException if it is none
  static Object parse(Time time, String text) {
    return switch (time) {
      case INSTANT -> Instant.parse(text);
      case LOCAL_DATE -> LocalDate.parse(text);
      case LOCAL_TIME -> LocalTime.parse(text);
      case LOCAL_DATE_TIME -> LocalDateTime.parse(text);
      case OFFSET_DATE_TIME -> OffsetDateTime.parse(text);
      case DURATION -> Duration.parse(text);
    };
  }

  /// Whether a value is of this type already.
  static boolean isOf(Time time, Object value) {
    return switch (time) {
      case INSTANT -> value instanceof Instant;
      case LOCAL_DATE -> value instanceof LocalDate;
      case LOCAL_TIME -> value instanceof LocalTime;
      case LOCAL_DATE_TIME -> value instanceof LocalDateTime;
      case OFFSET_DATE_TIME -> value instanceof OffsetDateTime;
      case DURATION -> value instanceof Duration;
    };
  }
}
