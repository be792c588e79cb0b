package dev.sheaf.testkit;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.TableWriter;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;

/// What a format keeps, beside [TableFormatContract], that rows can be written to: inherit from both.
public interface TableWritingContract extends WritingTests {
  /// What is written.
  RecordSchema schemaToWrite();

  /// The values of a row, in the schema's order.
  ///
  /// @param row from 0 to `rows() - 1`
  Object[] valuesToWrite(int row);

  @Override
  default Writer writer(Path target, FormatOptions options) {
    TableWriter writer = format().create(target, schemaToWrite(), options);
    return new Writer() {
      @Override
      public void write(int row) {
        writer.write(valuesToWrite(row));
      }

      @Override
      public void commit() {
        writer.commit();
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }
}
