package dev.sheaf.parquet;

import dev.sheaf.format.TableWriter;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// Writes rows with Parquet's own writer.
final class ParquetTableWriter implements TableWriter {
  private static final Map<String, CompressionCodecName> COMPRESSIONS =
      Map.of(
          "none", CompressionCodecName.UNCOMPRESSED,
          "snappy", CompressionCodecName.SNAPPY,
          "gzip", CompressionCodecName.GZIP,
          "zstd", CompressionCodecName.ZSTD);

  private final Path target;
  private final OutputFile file;
  private final ParquetWriter<Object[]> writer;
  private boolean done;

  private ParquetTableWriter(Path target, OutputFile file, ParquetWriter<Object[]> writer) {
    this.target = target;
    this.file = file;
    this.writer = writer;
  }

  static ParquetTableWriter create(Path target, RecordSchema schema, String compression, int rowGroupSize) {
    CompressionCodecName codec = COMPRESSIONS.get(compression);
    if (codec == null) {
      throw new IllegalArgumentException(
          "expected none, snappy, gzip or zstd for compression, found \"%s\"".formatted(compression));
    }
    List<WrittenColumn> columns = WrittenColumns.of(schema);
    MessageType message = ParquetSchema.message(columns);
    OutputFile file = OutputFile.create(target);
    try {
      Builder builder = new Builder(new Output(file), new Rows(columns, message));
      // Numbers seldom repeat; texts often do.
      message.getColumns().stream()
          .filter(column -> column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY)
          .forEach(column -> builder.withDictionaryEncoding(String.join(".", column.getPath()), true));
      return new ParquetTableWriter(
          target,
          file,
          builder
              .withConf(new PlainParquetConfiguration())
              .withCodecFactory(new PageCompressors())
              .withCompressionCodec(codec)
              .withRowGroupRowCountLimit(rowGroupSize)
              .withDictionaryEncoding(false)
              .withPageWriteChecksumEnabled(true)
              .build());
    } catch (IOException e) {
      file.close();
      throw new StorageException("cannot write", target.toString(), e);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void write(Object[] values) {
    checkOpen();
    try {
      writer.write(values);
    } catch (IOException e) {
      done = true;
      throw new StorageException("cannot write", target.toString(), e);
    } catch (RuntimeException e) {
      // The row is half written.
      done = true;
      throw e;
    }
  }

  @Override
  public void commit() {
    checkOpen();
    done = true;
    try {
      writer.close();
    } catch (IOException e) {
      throw new StorageException("cannot write", target.toString(), e);
    }
    file.commit();
  }

  private void checkOpen() {
    if (done) {
      throw new IllegalStateException(
          "expected a file that is being written, found \"%s\" committed, closed or given up after an error"
              .formatted(target));
    }
  }

  @Override
  public void close() {
    done = true;
    file.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
    private final Rows rows;

    Builder(org.apache.parquet.io.OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // Abstract still; asked only where there is a configuration of Hadoop's.
    protected WriteSupport<Object[]> getWriteSupport(Configuration configuration) {
      return rows;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration configuration) {
      return rows;
    }
  }

  private static final class Rows extends WriteSupport<Object[]> {
    private final List<WrittenColumn> columns;
    private final MessageType message;
    private RecordConsumer consumer;

    @SuppressWarnings("NullAway.Init") // Parquet prepares it before the first row.
    Rows(List<WrittenColumn> columns, MessageType message) {
      this.columns = columns;
      this.message = message;
    }

    @Override
    @SuppressWarnings("deprecation") // Abstract still; asked only where there is a configuration of Hadoop's.
    public WriteContext init(Configuration configuration) {
      return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return context();
    }

    private WriteContext context() {
      String arrow = ArrowSchemaWriter.write(columns.stream().map(WrittenColumn::arrow).toList());
      return new WriteContext(message, Map.of(ArrowSchemaReader.KEY, arrow));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      this.consumer = consumer;
    }

    @Override
    public void write(Object[] values) {
      consumer.startMessage();
      WrittenValues.fields(consumer, values, columns);
      consumer.endMessage();
    }
  }

  /// Our file as Parquet's.
  private record Output(OutputFile file) implements org.apache.parquet.io.OutputFile {
    @Override
    public PositionOutputStream create(long blockSize) {
      return new PositionOutputStream() {
        @Override
        public long getPos() {
          return file.position();
        }

        @Override
        public void write(int value) {
          write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
          file.write(MemorySegment.ofArray(bytes).asSlice(offset, length));
        }
      };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
      return create(blockSize);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }
}
