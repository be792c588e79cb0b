package dev.sheaf.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.testkit.Sample;
import dev.sheaf.testkit.TableFormatContract;
import dev.sheaf.testkit.TableWritingContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all formats of tables keep.
final class CsvContractTest extends TableFormatContract implements TableWritingContract {
  private static final RecordSchema ROW =
      new RecordSchema(
          "com.acme.Row",
          "",
          false,
          List.of(
              new FieldSchema("number", "", new ScalarType(Scalar.LONG, List.of())),
              new FieldSchema("text", "", new OptionalType(new TextType(List.of())))));

  @Override
  public RecordFormat format() {
    return new CsvFormat();
  }

  @Override
  public FormatOptions options() {
    return FormatOptions.DEFAULT.with("types", "number:int64");
  }

  @Override
  public RecordSchema schemaToWrite() {
    return ROW;
  }

  @Override
  public Object[] valuesToWrite(int row) {
    return new Object[] {(long) row, row % 3 == 0 ? Optional.empty() : Optional.of("t" + row)};
  }

  @Override
  public boolean checksums() {
    return false;
  }

  /// Any text may be CSV.
  @Override
  public boolean knownByContent() {
    return false;
  }

  /// A file that is cut off is a shorter one: nothing in it says how long it was.
  @Override
  public boolean wholeWhenCutTo(Sample sample, long bytes) {
    return true;
  }

  @Override
  public Sample sample(int rows) {
    StringBuilder text = new StringBuilder("number,text\r\n");
    List<Map<String, Object>> expected = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      text.append(i).append(i % 3 == 0 ? "," : ",\"t%d\"".formatted(i)).append("\r\n");
      Map<String, Object> row = new HashMap<>(Map.of("number", (long) i));
      if (i % 3 != 0) {
        row.put("text", "t" + i);
      }
      expected.add(row);
    }
    return Sample.ofRows("sample.csv", text.toString().getBytes(UTF_8), expected);
  }
}
