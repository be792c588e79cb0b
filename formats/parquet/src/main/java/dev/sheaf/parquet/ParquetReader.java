package dev.sheaf.parquet;

import dev.sheaf.format.ColumnValues;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.TableReader;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalType;

/// An open Parquet file.
///
/// Only pages of the columns that are asked for are read, and their checksums verified where they have any. Values have
/// these Java types, each null where it is missing:
///
/// | Parquet | Java |
/// |---|---|
/// | boolean, signed integers, float, double | `Boolean`, `Byte` to `Long`, `Float`, `Double` |
/// | unsigned integers, float16 | an array without axes |
/// | string, enum, JSON | `String` |
/// | decimal | `String` with all its digits: `-0.50` |
/// | binary, fixed-length, UUID, BSON, interval | `byte[]` |
/// | date, time | `LocalDate`, `LocalTime` |
/// | timestamp in UTC; local timestamp, INT96 | `Instant`; `LocalDateTime` |
/// | duration (of Arrow's schema) | `Duration` |
/// | list of numbers | an array of one axis; a `List` where one of them is missing |
/// | fixed-size list of numbers, fixed-shape tensor (of Arrow's schema) | an array of that shape; a `List` as above |
/// | other lists | `List<Object>` |
/// | struct | `Map<String, Object>` |
/// | map with texts as keys | `Map<String, Object>`; keys that are there twice are an error |
/// | other maps | `List` of `Map`s of the key and the value, by their names |
public final class ParquetReader implements TableReader {
  /// Some rows that lie together.
  ///
  /// @param firstRow the first of them
  /// @param rows how many there are
  public record RowGroup(long firstRow, long rows) {}

  /// A column of the file as it is stored: a leaf of its schema.
  ///
  /// @param path the names from the outermost field to the leaf, joined by dots
  /// @param physical the type that it is stored as, in Parquet's words
  /// @param logical what is stored in that type, in Parquet's words; `NONE` where nothing is said
  /// @param maxDefinition how many fields on its path may be missing or are repeated
  /// @param maxRepetition how many fields on its path are repeated
  /// @param codec how pages are compressed, in Parquet's words, in the first row group; `UNCOMPRESSED` where there is
  ///     none
  /// @param encodings the encodings of its pages there, sorted
  public record StoredColumn(
      String path,
      String physical,
      String logical,
      int maxDefinition,
      int maxRepetition,
      String codec,
      List<String> encodings) {
    public StoredColumn {
      encodings = List.copyOf(encodings);
    }
  }

  private final InputFile file;
  private final Footer footer;
  private final List<Column> columns;
  private final RecordSchema schema;
  private final DecodedParts parts;
  private final ColumnReader reader;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ParquetReader(
      InputFile file,
      Footer footer,
      List<Column> columns,
      RecordSchema schema,
      FormatOptions options,
      long cacheBytes) {
    this.file = file;
    this.footer = footer;
    this.columns = columns;
    this.schema = schema;
    this.parts = new DecodedParts(cacheBytes);
    this.reader = new ColumnReader(footer, file, options, parts);
  }

  static ParquetReader open(InputFile file, FormatOptions options, long cacheBytes) {
    Footer footer = Footer.read(file, options.maxRecordBytes());
    List<ArrowField> arrow =
        metadata(footer)
            .map(text -> ArrowSchemaReader.read(text, footer.place()))
            .orElse(List.of());
    List<Column> columns =
        new ColumnBuilder(footer.place(), options.maxRecordBytes()).children(footer.root(), arrow);
    RecordSchema schema =
        new RecordSchema(
            footer.root().name(),
            "",
            false,
            columns.stream().map(each -> new FieldSchema(each.node().name(), "", each.fieldType())).toList());
    return new ParquetReader(file, footer, columns, schema, options, cacheBytes);
  }

  private static Optional<String> metadata(Footer footer) {
    List<KeyValue> entries = footer.metadata().getKey_value_metadata();
    return entries == null
        ? Optional.empty()
        : entries.stream()
            .filter(entry -> ArrowSchemaReader.KEY.equals(entry.getKey()))
            .map(KeyValue::getValue)
            .filter(Objects::nonNull)
            .findFirst();
  }

  @Override
  public RecordSchema schema() {
    checkOpen();
    return schema;
  }

  @Override
  public long size() {
    checkOpen();
    return footer.rows();
  }

  @Override
  public Map<String, Object> row(long row, Set<String> fields) {
    checkOpen();
    Objects.checkIndex(row, footer.rows());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Column column : columns) {
      if (fields.contains(column.node().name())) {
        Object value = reader.value(column, row);
        if (value != null) {
          values.put(column.node().name(), value);
        }
      }
    }
    return values;
  }

  @Override
  public ColumnValues column(int field, long from, long to) {
    checkOpen();
    Objects.checkIndex(field, columns.size());
    Objects.checkFromToIndex(from, to, footer.rows());
    return reader.column(columns.get(field), from, to);
  }

  /// The position of a field in the schema.
  ///
  /// @throws IllegalArgumentException if there is none of this name
  public int field(String name) {
    checkOpen();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).node().name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "expected one of the fields %s, found \"%s\""
            .formatted(columns.stream().map(column -> column.node().name()).toList(), name));
  }

  @Override
  public long offset(long row) {
    checkOpen();
    Objects.checkIndex(row, footer.rows());
    return footer.leaves().isEmpty()
        ? -1
        : Footer.start(footer.pages(footer.rowGroupOf(row), 0));
  }

  /// The row groups: rows that were written together, and are best read together.
  public List<RowGroup> rowGroups() {
    checkOpen();
    return IntStream.range(0, footer.rowGroups()).mapToObj(this::rowGroup).toList();
  }

  private RowGroup rowGroup(int group) {
    long first = footer.firstRows()[group];
    return new RowGroup(first, footer.firstRows()[group + 1] - first);
  }

  /// The row groups in which the statistics leave room for a row whose value is in this range. A group without
  /// statistics is among them; a row of one of them need not be in the range.
  ///
  /// @throws IllegalArgumentException if the file has no such field at its top, or its values have no order, or are of
  ///     another type than the range
  public List<RowGroup> rowGroups(ValueRange range) {
    checkOpen();
    Column.Single column =
        columns.stream()
            .filter(each -> each.node().name().equals(range.field()))
            .filter(Column.Single.class::isInstance)
            .map(Column.Single.class::cast)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected a field with one value in each row, found \"%s\"".formatted(range.field())));
    return IntStream.range(0, footer.rowGroups())
        .filter(group -> range.mayBeIn(footer.pages(group, column.node().firstLeaf()), column))
        .mapToObj(this::rowGroup)
        .toList();
  }

  /// The columns as they are stored.
  public List<StoredColumn> storedColumns() {
    checkOpen();
    return footer.leaves().stream().map(this::stored).toList();
  }

  private StoredColumn stored(SchemaNode leaf) {
    Set<String> encodings = new TreeSet<>();
    String codec = "UNCOMPRESSED";
    if (footer.rowGroups() > 0) {
      ColumnMetaData chunk = footer.pages(0, leaf.firstLeaf());
      Footer.there(chunk.getEncodings()).forEach(encoding -> encodings.add(encoding.name()));
      codec = Footer.there(chunk.getCodec()).name();
    }
    LogicalType logical = leaf.element().getLogicalType();
    ConvertedType converted = leaf.element().getConverted_type();
    // Of a newer version, an annotation can be there and unknown.
    Object annotation = logical == null ? converted : logical.getSetField();
    return new StoredColumn(
        leaf.path(),
        leaf.physical().name(),
        annotation == null ? "NONE" : annotation.toString(),
        leaf.definition(),
        leaf.repetition(),
        codec,
        new ArrayList<>(encodings));
  }

  @Override
  public Layout layout() {
    checkOpen();
    int groups = footer.rowGroups();
    Layout layout = new Layout(Map.of(), footer.leaves().stream().map(this::layout).toList()).with("row groups", groups);
    if (groups > 0) {
      LongSummaryStatistics rows = rowGroups().stream().mapToLong(RowGroup::rows).summaryStatistics();
      layout =
          layout.with(
              "rows of a group",
              rows.getMin() == rows.getMax() ? rows.getMin() + "" : rows.getMin() + ".." + rows.getMax());
    }
    String writer = footer.metadata().getCreated_by();
    return writer == null ? layout : layout.with("written by", writer);
  }

  private Layout.Column layout(SchemaNode leaf) {
    long stored = 0;
    long expanded = 0;
    for (int group = 0; group < footer.rowGroups(); group++) {
      ColumnMetaData chunk = footer.pages(group, leaf.firstLeaf());
      stored += chunk.getTotal_compressed_size();
      expanded += chunk.getTotal_uncompressed_size();
    }
    StoredColumn column = stored(leaf);
    String type = column.logical().equals("NONE") ? column.physical() : column.physical() + " " + column.logical();
    return new Layout.Column(column.path(), type, stored)
        .with("compression", column.codec())
        .with("bytes in pages", expanded)
        .with("encodings", String.join(", ", column.encodings()));
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("expected an open file, found \"%s\" closed".formatted(file.name()));
    }
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      parts.clear();
      file.close();
    }
  }
}
