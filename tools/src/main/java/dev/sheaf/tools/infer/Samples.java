package dev.sheaf.tools.infer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.codec.RecordEncodings;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.DatasetSourceException;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.RecordFormat;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tools.infer.JsonValues.ListInMaking;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Looks at rows of files: all of them, or as many as were asked for, spread over the files. For one run.
final class Samples {
  private static final String INPUTS = "inputs";

  private final DatasetSource source;
  private final DatasetOptions reading;
  private final long most;
  private final Seen rows = new Seen();
  private final Set<String> notes = new LinkedHashSet<>();
  private long count;
  private boolean complete = true;
  private Optional<RecordSchema> stored = Optional.empty();
  private Optional<RecordForm> form = Optional.empty();

  /// What the bytes of records are.
  private sealed interface RecordForm {
    record Json() implements RecordForm {}

    record Named(RecordEncoding encoding) implements RecordForm {}

    record Bytes() implements RecordForm {}
  }

  /// @param most how many rows are looked at
  Samples(DatasetSource source, DatasetOptions reading, long most) {
    this.source = source;
    this.reading = reading;
    this.most = most;
  }

  /// What all of them were like.
  Seen rows() {
    return rows;
  }

  /// How many there were.
  long count() {
    return count;
  }

  /// Whether those were all rows that there are.
  boolean isComplete() {
    return complete;
  }

  /// What the format says of a row; empty where it says nothing.
  Optional<RecordSchema> stored() {
    return stored;
  }

  /// What whoever uses the record must know.
  Set<String> notes() {
    return notes;
  }

  /// @throws dev.sheaf.SheafException if a file cannot be read, or is no file of its format
  void read() {
    List<Path> files = spread(source.files());
    Optional<RecordFormat> format = format(files.getFirst());
    if (format.filter(RecordFormat::isTable).isPresent()) {
      tables(files, format.get());
      return;
    }
    for (int i = 0; i < files.size(); i++) {
      long share = share(i, files.size());
      if (format.isPresent()) {
        records(files.get(i), format.get(), share);
      } else {
        json(files.get(i), share);
      }
    }
  }

  /// As many files as rows are wanted, from the first to the last.
  private List<Path> spread(List<Path> files) {
    if (files.size() <= most) {
      return files;
    }
    complete = false;
    List<Path> some = new ArrayList<>();
    for (long i = 0; i < most; i++) {
      some.add(files.get((int) (i * files.size() / most)));
    }
    return some;
  }

  /// How many rows of a file are looked at: what earlier files did not have goes to later ones.
  private long share(int file, int files) {
    return Math.max(1, (most - count) / (files - file));
  }

  private Optional<RecordFormat> format(Path file) {
    RecordFormats formats = RecordFormats.installed();
    if (reading.format().isPresent()) {
      return reading.format().map(formats::named);
    }
    FileProbe probe = FileProbe.of(file);
    Optional<RecordFormat> format = formats.find(probe);
    if (format.isEmpty() && !mayBeJson(probe)) {
      throw formats.unknown(probe);
    }
    return format;
  }

  private static boolean mayBeJson(FileProbe probe) {
    if (probe.named(".json") || probe.named(".jsonl") || probe.named(".ndjson")) {
      return true;
    }
    return startsJson(probe.head());
  }

  private static boolean startsJson(MemorySegment bytes) {
    for (long at = 0; at < bytes.byteSize(); at++) {
      byte next = bytes.get(ValueLayout.JAVA_BYTE, at);
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next == '{' || next == '[';
      }
    }
    return false;
  }

  private String display(Path file) {
    Path base = source.base();
    Path shown = file.startsWith(base) && !file.equals(base) ? base.relativize(file) : file;
    return shown.toString().replace(base.getFileSystem().getSeparator(), "/");
  }

  private void add(Value row, Path file, long position) {
    rows.add(row, "%s, row %d".formatted(display(file), position));
    count++;
  }

  // Tables.

  private void tables(List<Path> files, RecordFormat format) {
    boolean bare = haveOneColumnOfManyNames(files, format);
    for (int i = 0; i < files.size(); i++) {
      try (RowSource opened = format.open(files.get(i), reading.formatOptions())) {
        table(files.get(i), (TableReader) opened, share(i, files.size()), format, bare);
      }
    }
  }

  /// Files of one column each are arrays: a column that is not called the same everywhere has no name.
  private boolean haveOneColumnOfManyNames(List<Path> files, RecordFormat format) {
    Set<String> names = new LinkedHashSet<>();
    for (Path file : files) {
      try (RowSource opened = format.open(file, reading.formatOptions())) {
        List<FieldSchema> fields = ((TableReader) opened).schema().fields();
        if (fields.size() != 1) {
          return false;
        }
        names.add(fields.getFirst().name());
      }
    }
    return names.size() > 1;
  }

  private void table(Path file, TableReader table, long share, RecordFormat format, boolean bare) {
    RecordSchema schema = table.schema();
    stored = stored.isEmpty() && !bare ? Optional.of(schema) : stored;
    Set<String> names = schema.fields().stream().map(FieldSchema::name).collect(Collectors.toSet());
    NaturalValues values = new NaturalValues(format.name().equals("csv"), false);
    long wanted = Math.min(share, table.size());
    complete &= wanted == table.size();
    for (long i = 0; i < wanted; i++) {
      // Evenly spread, without a product that is too large.
      long row = wanted == table.size() ? i : (long) ((double) i / wanted * table.size());
      Value.Fields found = values.row(table.row(row, names), schema);
      add(bare ? found.named().values().iterator().next() : found, file, row);
    }
  }

  // Files of records.

  private void records(Path file, RecordFormat format, long share) {
    try (RowSource opened = format.open(file, reading.formatOptions())) {
      RecordReader records = (RecordReader) opened;
      long wanted = Math.min(share, records.size());
      complete &= wanted == records.size();
      for (long i = 0; i < wanted; i++) {
        add(record(records.read(i), file, i), file, i);
      }
    }
  }

  /// As the first record of all says, as where a dataset is opened.
  private Value record(MemorySegment bytes, Path file, long position) {
    RecordForm known = form.orElseGet(() -> form(bytes));
    form = Optional.of(known);
    String where = "%s, record %d".formatted(file, position);
    return switch (known) {
      case RecordForm.Json _ -> json(bytes, where);
      case RecordForm.Named(RecordEncoding encoding) ->
          new NaturalValues(false, true)
              .named(
                  encoding
                      .peek(bytes)
                      .map(Samples::asBytes)
                      .orElseThrow(
                          () ->
                              new DecodeException(
                                  Rule.ENCODING, where, "", 0, "a record in " + encoding.name(), "other bytes", null)));
      case RecordForm.Bytes _ ->
          new Value.Numbers(NumberKinds.of(DType.UINT8), new long[] {bytes.byteSize()}, false);
    };
  }

  /// Texts as the bytes that they are, whatever the first record's happen to spell; features without a value left out.
  private static Map<String, Object> asBytes(Map<String, Object> values) {
    Map<String, Object> named = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (!value.equals(List.of())) {
            named.put(name, asBytes(value));
          }
        });
    return named;
  }

  private static Object asBytes(Object value) {
    return switch (value) {
      case String text -> text.getBytes(StandardCharsets.UTF_8);
      case List<?> list -> list.stream().map(Samples::asBytes).toList();
      default -> value;
    };
  }

  private RecordForm form(MemorySegment first) {
    Optional<RecordEncoding> wanted = reading.encoding();
    boolean json = wanted.map(encoding -> encoding.name().equals("json")).orElseGet(() -> isJson(first));
    if (json) {
      return new RecordForm.Json();
    }
    RecordEncodings installed = RecordEncodings.installed();
    Optional<RecordEncoding> telling =
        wanted.isPresent()
            ? wanted.filter(encoding -> encoding.peek(first).isPresent())
            : installed.peek(first).map(peeked -> installed.named(peeked.getKey()));
    if (telling.isPresent()) {
      return new RecordForm.Named(telling.get());
    }
    notes.add("The records are bytes that say nothing of themselves: they are taken as they are, as uint8.");
    return new RecordForm.Bytes();
  }

  private static boolean isJson(MemorySegment record) {
    try {
      return startsJson(record) && !(json(record, "") instanceof Value.Missing);
    } catch (DecodeException _) {
      return false;
    }
  }

  private static Value json(MemorySegment record, String where) {
    try (JsonParser in = JsonValues.open(record.toArray(ValueLayout.JAVA_BYTE))) {
      if (in.nextToken() == null) {
        throw new DecodeException(Rule.JSON, where, "", 0, "a record", "nothing", null);
      }
      Value value = JsonValues.read(in);
      if (in.nextToken() != null) {
        throw new DecodeException(Rule.JSON, where, "", 0, "one record", "more behind it", null);
      }
      return value;
    } catch (IOException e) {
      throw fault(e, where);
    }
  }

  // JSON.

  private void json(Path file, long share) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean lines = name.endsWith(".jsonl") || name.endsWith(".ndjson");
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        JsonParser in = JsonValues.open(bytes)) {
      if (in.nextToken() == null) {
        if (lines) {
          return;
        }
        throw new DecodeException(Rule.JSON, file.toString(), "", 0, "a row", "an empty file", null);
      }
      if (lines) {
        lines(in, file, share);
      } else if (in.currentToken() == JsonToken.START_ARRAY) {
        list(in, file, share);
      } else {
        add(withoutInputs(JsonValues.read(in), file), file, 0);
      }
    } catch (IOException e) {
      throw fault(e, file.toString());
    }
  }

  private static RuntimeException fault(IOException e, String file) {
    if (e instanceof JsonProcessingException json) {
      long offset = json.getLocation() == null ? -1 : json.getLocation().getByteOffset();
      return new DecodeException(Rule.JSON, file, "", offset, "JSON", json.getOriginalMessage(), json);
    }
    return new StorageException("cannot read", file, e);
  }

  private void lines(JsonParser in, Path file, long share) throws IOException {
    long position = 0;
    while (in.currentToken() != null) {
      if (position == share) {
        complete = false;
        return;
      }
      add(JsonValues.read(in), file, position++);
      in.nextToken();
    }
  }

  /// A list of objects holds rows; any other list is a row, as a loader has it.
  private void list(JsonParser in, Path file, long share) throws IOException {
    if (in.nextToken() == JsonToken.END_ARRAY) {
      return;
    }
    Value first = JsonValues.read(in);
    if (first instanceof Value.Fields) {
      long position = 0;
      add(first, file, position++);
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (position == share) {
          complete = false;
          return;
        }
        add(JsonValues.read(in), file, position++);
      }
      return;
    }
    ListInMaking list = new ListInMaking();
    list.add(first);
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(JsonValues.read(in));
    }
    add(list.build(false), file, 0);
  }

  /// The record of a payload, its lazy sequences looked up.
  private Value withoutInputs(Value row, Path file) {
    if (!(row instanceof Value.Fields payload)
        || payload.named().size() != 1
        || !(payload.named().get(INPUTS) instanceof Value.Fields inputs)) {
      return row;
    }
    notes.add("Payloads, {\"inputs\": ...}: read them with the generated loader's load; `sheaf validate` takes records without it.");
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Value> field : inputs.named().entrySet()) {
      Value value = field.getValue();
      if (value instanceof Value.Text(String text, _) && text.startsWith("@")) {
        value = sequence(text.substring(1), file).orElse(value);
      }
      fields.put(field.getKey(), value);
    }
    return new Value.Fields(fields, Value.Fields.Certainty.RECORD);
  }

  private Optional<Value> sequence(String pattern, Path payload) {
    for (Path folder : List.of(payload.resolveSibling(""), source.base())) {
      List<Path> files;
      try {
        files = DatasetSource.of(folder, pattern).files();
      } catch (DatasetSourceException _) {
        continue;
      }
      ListInMaking elements = new ListInMaking();
      complete &= files.size() <= most;
      for (Path file : files.subList(0, (int) Math.min(files.size(), most))) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
            JsonParser in = JsonValues.open(bytes)) {
          in.nextToken();
          elements.add(JsonValues.read(in));
        } catch (IOException e) {
          throw fault(e, file.toString());
        }
      }
      return Optional.of(elements.build(true));
    }
    return Optional.empty();
  }
}
