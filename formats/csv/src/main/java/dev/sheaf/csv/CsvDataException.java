package dev.sheaf.csv;

import dev.sheaf.DataException;
import java.io.Serial;

/// A CSV file is not what it should be: a field does not hold its type, a record has another number of fields, a quote
/// is not closed.
public final class CsvDataException extends DataException {
  @Serial private static final long serialVersionUID = 1L;

  private final long line;
  private final int column;
  private final String field;

  CsvDataException(String file, CsvPlace place, String expected, String found) {
    super(
        "%s, %s: expected %s, found %s".formatted(file, place, expected, found),
        file,
        place.offset(),
        expected,
        found,
        null);
    this.line = place.line();
    this.column = place.column();
    this.field = place.field();
  }

  /// The line on which the record begins, from 1.
  public long line() {
    return line;
  }

  /// Which field of the record, from 1; 0 where it is about the record as a whole.
  public int column() {
    return column;
  }

  /// The name of that field; empty where there is none.
  public String field() {
    return field;
  }
}
