package dev.sheaf.schema;

/// The types of `java.time` that a field may have, each with the ISO 8601 form that data spells it in.
public enum Time {
  INSTANT("Instant", "2026-11-21T14:30:00Z"),
  LOCAL_DATE("LocalDate", "2026-11-21"),
  LOCAL_TIME("LocalTime", "14:30:00"),
  LOCAL_DATE_TIME("LocalDateTime", "2026-11-21T14:30:00"),
  OFFSET_DATE_TIME("OffsetDateTime", "2026-11-21T14:30:00+01:00"),
  DURATION("Duration", "PT1H30M");

  private final String javaName;
  private final String example;

  Time(String javaName, String example) {
    this.javaName = javaName;
    this.example = example;
  }

  /// The simple name of the class in `java.time`.
  public String javaName() {
    return javaName;
  }

  /// How a value looks in data.
  public String example() {
    return example;
  }
}
