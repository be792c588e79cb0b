package dev.sheaf.csv;

/// Where something is wrong.
///
/// @param line on which the record begins, from 1
/// @param column which field of it, from 1; 0 for the record
/// @param field its name; empty where there is none
/// @param offset where the record begins, or the fault itself, in bytes
record CsvPlace(long line, int column, String field, long offset) {
  @Override
  public String toString() {
    String name = field.isEmpty() ? "" : " (\"%s\")".formatted(field);
    return column == 0
        ? "line %d, byte %d".formatted(line, offset)
        : "line %d, column %d%s, byte %d".formatted(line, column, name, offset);
  }
}
