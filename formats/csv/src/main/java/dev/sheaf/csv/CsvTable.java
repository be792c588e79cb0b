package dev.sheaf.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.Layout;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An open CSV file.
final class CsvTable implements TableReader {
  /// Records are read together up to so many bytes.
  private static final int BLOCK = 1 << 20;

  private final InputFile file;
  private final CsvSettings settings;
  private final CsvIndex.Records records;
  private final List<String> names;
  private final List<CsvType> types;
  private final RecordSchema schema;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CsvTable(InputFile file, CsvSettings settings) {
    this.file = file;
    this.settings = settings;
    this.records = CsvIndex.read(file, settings);
    this.names = names();
    this.types = names.stream().map(name -> settings.types().getOrDefault(name, new CsvType.Text())).toList();
    List<FieldSchema> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(new FieldSchema(names.get(i), "", new OptionalType(types.get(i).fieldType())));
    }
    this.schema = new RecordSchema("csv", "", false, fields);
  }

  static CsvTable open(InputFile file, CsvSettings settings) {
    return new CsvTable(file, settings);
  }

  private List<String> names() {
    List<String> found = new ArrayList<>();
    if (!settings.header() && settings.names().isEmpty()) {
      for (int i = 0; i < records.fields(); i++) {
        found.add("c" + i);
      }
    } else if (!settings.header()) {
      found.addAll(settings.names());
      if (records.count() > 0 && found.size() != records.fields()) {
        throw new CsvDataException(
            file.name(), place(0, 0), "%d fields, as %s names".formatted(found.size(), found), records.fields() + "");
      }
    } else if (records.count() == 0) {
      throw new CsvDataException(
          file.name(), new CsvPlace(1, 0, "", 0), "a first record with the names of the fields", "an empty file");
    } else {
      for (String name : parse(0, 1).getFirst()) {
        found.add(name == null ? "" : name);
      }
    }
    for (int i = 0; i < found.size(); i++) {
      if (found.indexOf(found.get(i)) != i) {
        throw new UnsupportedFormatException(
            file.name(), 0, "fields of different names", "two of \"%s\"".formatted(found.get(i)));
      }
    }
    for (String name : settings.types().keySet()) {
      if (!found.contains(name) && settings.header()) {
        throw new CsvDataException(
            file.name(),
            new CsvPlace(1, 0, "", 0),
            "a field \"%s\", as a type is given for it".formatted(name),
            "the fields " + found);
      }
      if (!found.contains(name)) {
        throw new IllegalArgumentException(
            "expected types for the fields %s of \"%s\", found one for \"%s\"".formatted(found, file.name(), name));
      }
    }
    return found;
  }

  private int firstRecord() {
    return settings.header() ? 1 : 0;
  }

  @Override
  public RecordSchema schema() {
    checkOpen();
    return schema;
  }

  @Override
  public long size() {
    checkOpen();
    return records.count() - (long) firstRecord();
  }

  @Override
  public Layout layout() {
    checkOpen();
    return Layout.EMPTY
        .with("delimiter", settings.delimiter() == '\t' ? "tab" : settings.delimiter())
        .with("names", settings.header() ? "in the first record" : "none in the file")
        .with("text in", settings.encoding());
  }

  @Override
  public long offset(long row) {
    checkOpen();
    return records.starts()[(int) Objects.checkIndex(row, size()) + firstRecord()];
  }

  @Override
  public Map<String, Object> row(long row, Set<String> fields) {
    int record = (int) Objects.checkIndex(row, size()) + firstRecord();
    Map<String, Object> values = new LinkedHashMap<>();
    if (names.stream().noneMatch(fields::contains)) {
      return values;
    }
    @Nullable String[] texts = parse(record, record + 1).getFirst();
    for (int field = 0; field < texts.length; field++) {
      String text = texts[field];
      if (text != null && fields.contains(names.get(field))) {
        values.put(names.get(field), value(text, record, field));
      }
    }
    return values;
  }

  private Object value(String text, int record, int field) {
    return types.get(field).parse(text).orElseThrow(() -> wrong(text, record, field));
  }

  private CsvDataException wrong(String text, int record, int field) {
    // The start of a long text is enough to find it.
    String found = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return new CsvDataException(
        file.name(), place(record, field + 1), types.get(field).fieldType().inWords(), "\"" + found + "\"");
  }

  @Override
  public ColumnValues column(int field, long from, long to) {
    long size = size();
    Objects.checkIndex(field, names.size());
    Objects.checkFromToIndex(from, to, size);
    List<@Nullable String> texts = new ArrayList<>();
    int first = (int) from + firstRecord();
    int end = (int) to + firstRecord();
    for (int record = first; record < end; ) {
      int next = blockEnd(record, end);
      parse(record, next).forEach(fields -> texts.add(fields[field]));
      record = next;
    }
    if (types.get(field) instanceof CsvType.Numeric(DType dtype) && !texts.contains(null)) {
      MemorySegment elements = memory(dtype, texts.size());
      for (int i = 0; i < texts.size(); i++) {
        String text = Objects.requireNonNull(texts.get(i));
        if (!CsvType.store(text, dtype, elements, i)) {
          throw wrong(text, first + i, field);
        }
      }
      return new ColumnValues.Stacked(NdArray.wrap(dtype, elements, Shape.of(texts.size())));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      values.add(text == null ? null : value(text, first + i, field));
    }
    return new ColumnValues.Listed(values);
  }

  private static MemorySegment memory(DType dtype, int count) {
    return switch (dtype) {
      case FLOAT32 -> MemorySegment.ofArray(new float[count]);
      case FLOAT64 -> MemorySegment.ofArray(new double[count]);
      case INT64, UINT64 -> MemorySegment.ofArray(new long[count]);
      case INT32, UINT32 -> MemorySegment.ofArray(new int[count]);
      case INT16, UINT16 -> MemorySegment.ofArray(new short[count]);
      default -> MemorySegment.ofArray(new byte[count]);
    };
  }

  /// As many records as have few bytes together, one at least.
  private int blockEnd(int from, int end) {
    long limit = records.starts()[from] + BLOCK;
    int at = Arrays.binarySearch(records.starts(), from + 1, end + 1, limit);
    return Math.max(from + 1, at >= 0 ? at : -at - 2);
  }

  private List<@Nullable String[]> parse(int from, int to) {
    long start = records.starts()[from];
    byte[] bytes = new byte[Math.toIntExact(records.starts()[to] - start)];
    file.read(start, MemorySegment.ofArray(bytes));
    List<@Nullable String[]> parsed;
    try {
      parsed = CsvBlock.fields(decode(bytes, from, start), settings, records.fields());
    } catch (CsvParseException e) {
      throw new CsvDataException(file.name(), place(from, 0), "records of CSV", String.valueOf(e.getMessage()));
    }
    if (parsed.size() != to - from) {
      throw new CsvDataException(
          file.name(), place(from, 0), "%d records".formatted(to - from), String.valueOf(parsed.size()));
    }
    return parsed;
  }

  private String decode(byte[] bytes, int record, long start) {
    CharsetDecoder decoder =
        settings
            .encoding()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      long offset = start + in.position();
      int at = Arrays.binarySearch(records.starts(), record, records.count(), offset);
      CsvPlace place = place(at >= 0 ? at : -at - 2, 0);
      throw new CsvDataException(
          file.name(),
          new CsvPlace(place.line(), 0, "", offset),
          "text in " + settings.encoding(),
          "the byte 0x%02x".formatted(bytes[in.position()]));
    }
    return out.flip().toString();
  }

  /// Counts lines only now that there is something to say of one.
  private CsvPlace place(int record, int column) {
    long offset = records.starts()[record];
    long line = 1;
    byte[] block = new byte[BLOCK];
    byte before = 0;
    for (long from = 0; from < offset; from += block.length) {
      int length = (int) Math.min(block.length, offset - from);
      file.read(from, MemorySegment.ofArray(block).asSlice(0, length));
      for (int i = 0; i < length; i++) {
        line += block[i] == '\r' || (block[i] == '\n' && before != '\r') ? 1 : 0;
        before = block[i];
      }
    }
    return new CsvPlace(line, column, column == 0 ? "" : names.get(column - 1), offset);
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("expected an open file, found \"%s\" closed".formatted(file.name()));
    }
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      file.close();
    }
  }
}
