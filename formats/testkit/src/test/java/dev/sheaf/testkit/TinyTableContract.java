package dev.sheaf.testkit;

import dev.sheaf.format.RecordFormat;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The contract for a table whose files are those of [TinyTable].
abstract class TinyTableContract extends TableFormatContract implements TableWritingContract {
  @Override
  public RecordFormat format() {
    return new TinyTable();
  }

  @Override
  public int rows() {
    return 11;
  }

  @Override
  public RecordSchema schemaToWrite() {
    return TinyTable.SCHEMA;
  }

  @Override
  public Object[] valuesToWrite(int row) {
    return new Object[] {
      (long) row,
      TinyTable.bytes((byte) row, (byte) (2 * row)),
      TinyTable.bytes(new byte[row % 3]),
      row % 4 == 1 ? Optional.empty() : Optional.of("row " + row)
    };
  }

  @Override
  public Sample sample(int rows) {
    List<byte[]> records = new ArrayList<>();
    List<Map<String, Object>> expected = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Object[] values = valuesToWrite(row);
      records.add(TinyTable.record(values));
      Map<String, Object> map = new HashMap<>(Map.of("label", values[0], "pixels", values[1], "counts", values[2]));
      map.put("text", ((Optional<?>) values[3]).orElse(null));
      expected.add(map);
    }
    return Sample.ofRows("sample.tiny", TinyContract.file(records), expected);
  }

  @Override
  public boolean checksums() {
    return true;
  }
}
