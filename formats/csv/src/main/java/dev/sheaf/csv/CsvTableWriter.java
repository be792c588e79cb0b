package dev.sheaf.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.TableWriter;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes rows as records of text.
final class CsvTableWriter implements TableWriter {
  private final Path target;
  private final OutputFile file;
  private final CsvWriter writer;
  private final List<FieldSchema> fields;
  private boolean done;

  private CsvTableWriter(Path target, OutputFile file, CsvWriter writer, List<FieldSchema> fields) {
    this.target = target;
    this.file = file;
    this.writer = writer;
    this.fields = fields;
  }

  static CsvTableWriter create(Path target, RecordSchema schema, char delimiter, char quote) {
    schema.fields().forEach(field -> checkType(field.name(), field.type()));
    OutputFile file = OutputFile.create(target);
    CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .quoteCharacter(quote)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(new Bytes(file), StandardCharsets.UTF_8);
    writer.writeRecord(schema.fields().stream().map(FieldSchema::name).toList());
    return new CsvTableWriter(target, file, writer, schema.fields());
  }

  private static void checkType(String name, FieldType type) {
    boolean writable =
        switch (type) {
          case FieldType.OptionalType(FieldType of) -> {
            checkType(name, of);
            yield true;
          }
          case FieldType.ScalarType _, FieldType.TextType _, FieldType.EnumType _, FieldType.TimeType _ -> true;
          case FieldType.ArrayType array ->
              array.shape().isFixed()
                  && array.shape().axes().isEmpty()
                  && array.dtype().map(dtype -> dtype.kind() == DType.Kind.UNSIGNED).orElse(false);
          case FieldType.BytesType _,
              FieldType.ListType _,
              FieldType.MapType _,
              FieldType.RecordType _,
              FieldType.UnionType _,
              FieldType.SequenceType _ ->
              false;
        };
    if (!writable) {
      throw new IllegalArgumentException(
          "expected fields of one value each for CSV, found \"%s\": %s".formatted(name, type.inWords()));
    }
  }

  @Override
  public void write(Object[] values) {
    checkOpen();
    if (values.length != fields.size()) {
      throw new IllegalArgumentException("expected %d values, found %d".formatted(fields.size(), values.length));
    }
    @Nullable String[] texts = new String[values.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(values[i], fields.get(i).name(), fields.get(i).type());
    }
    writer.writeRecord(texts);
  }

  @SuppressWarnings("EnumOrdinal") // The schema has the names in the order of the constants.
  private static @Nullable String text(@Nullable Object value, String name, FieldType type) {
    String text =
        switch (type) {
          case FieldType.OptionalType(FieldType of) when value instanceof Optional<?> optional ->
              optional.map(each -> text(each, name, of)).orElse(null);
          case FieldType.OptionalType(FieldType of) -> value == null ? null : text(value, name, of);
          case FieldType.EnumType(_, List<String> names)
              when value instanceof Enum<?> constant && constant.ordinal() < names.size() ->
              names.get(constant.ordinal());
          case FieldType.ScalarType(Scalar scalar, _)
              when value != null && value.getClass().equals(boxed(scalar)) ->
              value.toString();
          case FieldType.TimeType(var time)
              when value != null && value.getClass().getSimpleName().equals(time.javaName()) ->
              value.toString();
          case FieldType.TextType _ when value instanceof String each -> each;
          case FieldType.ArrayType(var dtype, _, _, _)
              when value instanceof NdArray array && array.dtype() == dtype.orElse(null) && array.size() == 1 ->
              unsigned(array);
          default ->
              throw new IllegalArgumentException(
                  "expected %s for \"%s\", found %s"
                      .formatted(type.inWords(), name, value == null ? "null" : value.getClass().getSimpleName()));
        };
    if (text != null && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("expected a text for \"%s\", found half a character in it".formatted(name));
    }
    return text;
  }

  private static Class<?> boxed(Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> Boolean.class;
      case BYTE -> Byte.class;
      case SHORT -> Short.class;
      case INT -> Integer.class;
      case LONG -> Long.class;
      case FLOAT -> Float.class;
      case DOUBLE -> Double.class;
    };
  }

  private static String unsigned(NdArray array) {
    MemorySegment element = array.segment();
    return switch (array.dtype().byteSize()) {
      case 1 -> Integer.toString(Byte.toUnsignedInt(element.get(ValueLayout.JAVA_BYTE, 0)));
      case 2 -> Integer.toString(Short.toUnsignedInt(element.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0)));
      case 4 -> Integer.toUnsignedString(element.get(ValueLayout.JAVA_INT_UNALIGNED, 0));
      default -> Long.toUnsignedString(element.get(ValueLayout.JAVA_LONG_UNALIGNED, 0));
    };
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
          "expected a file that is being written, found \"%s\" committed or closed".formatted(target));
    }
  }

  @Override
  public void close() {
    done = true;
    file.close();
  }

  /// Our file as a stream.
  private static final class Bytes extends OutputStream {
    private final OutputFile file;

    Bytes(OutputFile file) {
      this.file = file;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      file.write(MemorySegment.ofArray(bytes).asSlice(offset, length));
    }
  }
}
