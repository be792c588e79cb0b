package dev.sheaf.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the fields of some records apart.
final class CsvBlock {
  private CsvBlock() {}

  /// @param text the records, whole
  /// @throws CsvParseException if they are none
  static List<@Nullable String[]> fields(String text, CsvSettings settings, int fields) {
    Records handler = new Records(settings, fields);
    List<@Nullable String[]> records = new ArrayList<>();
    CsvReader.builder()
        .fieldSeparator(settings.delimiter())
        .quoteCharacter(settings.quote())
        // Where there is one field, an empty line is a record.
        .skipEmptyLines(fields != 1)
        .allowExtraCharsAfterClosingQuote(false)
        .build(handler, text)
        .forEach(records::add);
    return records;
  }

  /// Keeps apart what FastCSV's own records do not: a field without text, and one with an empty text in quotes.
  private static final class Records extends AbstractBaseCsvCallbackHandler<@Nullable String[]> {
    private final CsvSettings settings;
    private final int fields;
    private @Nullable String[] record;

    Records(CsvSettings settings, int fields) {
      this.settings = settings;
      this.fields = fields;
      this.record = new String[fields];
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
      record = new String[fields];
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
      String text = new String(buffer, offset, length);
      if (index < fields) {
        record[index] = !quoted && text.equals(settings.nulls().orElse("")) ? null : text;
      }
    }

    @Override
    protected void handleEmpty() {
      record[0] = settings.nulls().orElse("").isEmpty() ? null : "";
    }

    @Override
    protected @Nullable String[] buildRecord() {
      return record;
    }
  }
}
