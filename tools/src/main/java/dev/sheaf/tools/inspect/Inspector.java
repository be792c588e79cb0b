package dev.sheaf.tools.inspect;

import dev.sheaf.SheafException;
import dev.sheaf.array.NdArray;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.codec.RecordEncodings;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetSource;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.dataset.FileSlice;
import dev.sheaf.dataset.IndexSummary;
import dev.sheaf.dataset.PackedDataset;
import dev.sheaf.dataset.StoredRows;
import dev.sheaf.format.FileProbe;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RowSource;
import dev.sheaf.format.TableReader;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.stage.CacheSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at datasets, files and rows of any kind that this library reads or writes.
///
/// | Place | What is told |
/// |---|---|
/// | a file, or a folder that a format knows | its format's words: columns, codecs, groups; the rows |
/// | a pattern of several files | the first of them so, and all as one dataset |
/// | `FILE[17:18]` | these rows |
/// | a folder with `index.json` | what the index has seen; with its record, the rows |
/// | a folder with `dataset.json` | the packed columns and rows |
/// | a cache of items, a descriptor, a checkpoint | what it says of itself |
///
/// What is broken makes no exception: the result says why, and holds what could be read.
public final class Inspector {
  private static final String INDEX = "index";
  private static final String PACKED = "packed";

  /// A checkpoint and a descriptor are small: nothing longer is tried.
  private static final long MAX_TEXT_BYTES = 1 << 20;

  /// A sample for the cost is enough after so many rows, or so much time.
  private static final int COST_ROWS = 256;

  private static final long COST_NANOS = 100_000_000;

  private final InspectOptions options;
  private final LongSupplier nanoTime;

  /// An inspector on the clock of the machine.
  public Inspector(InspectOptions options) {
    this(options, System::nanoTime);
  }

  /// @param nanoTime the clock that sample rows are timed by
  Inspector(InspectOptions options, LongSupplier nanoTime) {
    this.options = options;
    this.nanoTime = nanoTime;
  }

  /// Looks at a place.
  ///
  /// @throws IllegalArgumentException if it is a pattern that names no file, or an option is wrong for its format
  public Inspection inspect(String place) {
    Draft draft = new Draft(place);
    List<FileSlice> slices = slices(place);
    Path first = slices.getFirst().file();
    draft.files = 0;
    for (FileSlice slice : slices) {
      draft.attempt(() -> measure(slice.file(), draft));
    }
    draft.attempt(() -> look(slices, first, draft));
    return draft.done();
  }

  /// Opens the rows of a place as a dataset: as rows of the record, or as the data itself says what they are.
  ///
  /// @throws IllegalArgumentException if the data does not say it, and no record is named
  /// @throws SheafException if it cannot be opened
  public Dataset<Object[]> open(String place) {
    List<FileSlice> slices = slices(place);
    Path first = slices.getFirst().file();
    boolean folder = slices.size() == 1 && Files.isDirectory(first) && options.reading().format().isEmpty();
    if (folder && options.record().isEmpty() && Files.isRegularFile(first.resolve("dataset.json"))) {
      return PackedDataset.open(first);
    }
    RecordSchema row =
        options.record().map(RecordSchema::row).orElseGet(() -> ownSchema(place, first));
    return folder
        ? Datasets.open(first, SchemaCodec.of(row), options.reading())
        : Datasets.open(slices, SchemaCodec.of(row), options.reading());
  }

  private RecordSchema ownSchema(String place, Path first) {
    if (!IndexSummary.isIn(first)) {
      try (StoredRows stored = StoredRows.open(first, options.reading())) {
        if (stored.rows() instanceof TableReader table) {
          return table.schema();
        }
      }
    }
    throw new IllegalArgumentException(
        "expected the record that the rows of \"%s\" are, since they do not say it themselves, found none; name one with --schema"
            .formatted(place));
  }

  private List<FileSlice> slices(String place) {
    FileSlice slice =
        Files.exists(options.base().resolve(place)) ? FileSlice.of(Path.of(place)) : FileSlice.parse(place);
    return new DatasetSource(options.base(), List.of(slice.file().toString()))
        .files().stream().map(file -> new FileSlice(file, slice.skip(), slice.take())).toList();
  }

  private static void measure(Path place, Draft draft) {
    if (!Files.isDirectory(place)) {
      draft.files++;
      draft.bytes += size(place);
      return;
    }
    try (Stream<Path> inside = Files.walk(place)) {
      inside
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                draft.files++;
                draft.bytes += size(file);
              });
    } catch (IOException e) {
      throw new StorageException("cannot list", place.toString(), e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new StorageException("cannot find", file.toString(), e);
    }
  }

  private void look(List<FileSlice> slices, Path first, Draft draft) {
    if (slices.size() == 1 && options.reading().format().isEmpty() && tellsOfItself(first, draft)) {
      return;
    }
    FileProbe probe = FileProbe.of(first);
    // Said even if it cannot be opened.
    options
        .reading()
        .format()
        .or(() -> RecordFormats.installed().find(probe).map(format -> format.name()))
        .ifPresent(name -> draft.kind = name);
    boolean stored = draft.attempt(() -> lookInside(slices, draft));
    if (options.record().isPresent()) {
      lookAsRecord(slices, draft);
    } else if (stored && slices.size() > 1) {
      draft.attempt(() -> draft.rows = countAll(slices));
    }
  }

  private boolean tellsOfItself(Path place, Draft draft) {
    if (Files.isDirectory(place)) {
      if (IndexSummary.isIn(place)) {
        lookAtIndex(place, draft);
        return true;
      }
      if (Files.isRegularFile(place.resolve("dataset.json"))) {
        lookAtPacked(place, draft);
        return true;
      }
      return false;
    }
    if (CacheSummary.isOf(FileProbe.of(place))) {
      lookAtCache(place, draft);
      return true;
    }
    return lookAtText(place, draft);
  }

  private void lookAtIndex(Path folder, Draft draft) {
    draft.kind = INDEX;
    IndexSummary index = IndexSummary.read(folder);
    draft.rows = index.records();
    draft.files = index.files();
    draft.bytes = index.bytes();
    draft.fact("record", index.schema());
    draft.fact("row schema", index.row());
    draft.fact("rows found by", index.format().isEmpty() ? "the format of the files" : index.format());
    draft.fact("files with rows", index.sources());
    draft.fields =
        index.fields().stream().map(field -> new Inspection.Field(field.name(), field.type(), field.seen())).toList();
    options
        .record()
        .ifPresent(
            record -> {
              try (Dataset<Object[]> dataset =
                  Datasets.open(folder, SchemaCodec.of(record.row()), options.reading())) {
                sample(RowView.of(dataset), 0, true, draft);
              }
            });
  }

  private void lookAtPacked(Path folder, Draft draft) {
    draft.kind = PACKED;
    try (PackedDataset<Object[]> dataset = PackedDataset.open(folder)) {
      draft.rows = dataset.size();
      draft.fact("record", dataset.schema().name());
      draft.layout(dataset.layout());
      draft.fields(dataset.schema());
      sample(RowView.of(dataset), 0, true, draft);
    }
    options.record().ifPresent(record -> draft.attempt(() -> requireSame(folder, record)));
  }

  private void requireSame(Path folder, RecordSchema record) {
    Datasets.open(folder, SchemaCodec.of(record.row()), options.reading()).close();
  }

  private static void lookAtCache(Path file, Draft draft) {
    draft.kind = "cache";
    CacheSummary cache = CacheSummary.read(file);
    draft.rows = cache.items();
    draft.fact("items of", cache.plan().isEmpty() ? "the dataset as it is" : cache.plan());
    draft.fact("version", cache.version());
    draft.fact("dataset", cache.dataset());
    draft.fact("codec", cache.codec());
    draft.fact("byte order", cache.byteOrder());
  }

  /// Whether a file is a descriptor or a checkpoint.
  private static boolean lookAtText(Path file, Draft draft) {
    String name = String.valueOf(file.getFileName());
    if (!(name.endsWith(".schema") || name.endsWith(".json")) || size(file) > MAX_TEXT_BYTES) {
      return false;
    }
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new StorageException("cannot read", file.toString(), e);
    }
    return describes(text, draft) || marks(text, draft);
  }

  private static boolean describes(String text, Draft draft) {
    try {
      RecordSchema schema = RecordSchema.fromJson(text);
      draft.kind = "descriptor";
      draft.fact("record", schema.name());
      if (!schema.description().isEmpty()) {
        draft.fact("description", schema.description());
      }
      draft.fact("row", schema.row().equals(schema) ? "the record itself" : schema.row().name());
      draft.fact("fingerprint", schema.fingerprint());
      draft.fields(schema);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean marks(String text, Draft draft) {
    try {
      Checkpoint checkpoint = Checkpoint.fromJson(text);
      draft.kind = "checkpoint";
      draft.fact("epoch", checkpoint.epoch());
      draft.fact("items received of it", checkpoint.position());
      draft.fact("plan", checkpoint.plan());
      draft.fact("dataset", checkpoint.dataset());
      draft.fact("schema", checkpoint.schema());
      checkpoint.state().ifPresent(state -> draft.fact("state of", state.stage()));
      return true;
    } catch (SheafException _) {
      return false;
    }
  }

  /// Rows, or where a file is sound and has none, what else is in it.
  private void lookInside(List<FileSlice> slices, Draft draft) {
    try {
      lookAtFirst(slices, draft);
    } catch (UnsupportedFormatException e) {
      Layout contents = StoredRows.contents(slices.getFirst().file(), options.reading());
      if (contents.columns().isEmpty() || options.record().isPresent()) {
        throw e;
      }
      draft.layout(contents);
      draft.fact("as rows", "no: expected %s".formatted(e.expected()));
    }
  }

  private void lookAtFirst(List<FileSlice> slices, Draft draft) {
    FileSlice slice = slices.getFirst();
    draft.holdsMore = Files.isDirectory(slice.file());
    try (StoredRows stored = StoredRows.open(slice.file(), options.reading())) {
      RowSource rows = stored.rows();
      draft.kind = stored.format();
      draft.attempt(() -> draft.layout(rows.layout()));
      if (slices.size() > 1) {
        draft.fact("shown of", slice.file());
      }
      long size = rows.size();
      long from = Math.min(slice.skip(), size);
      long to = slice.take() == FileSlice.REST ? size : Math.min(size, slice.skip() + slice.take());
      draft.rows = to - from;
      draft.allRows = slices.size() > 1 ? Inspection.UNKNOWN : size;
      if (rows instanceof TableReader table) {
        draft.fields(table.schema());
      }
      if (options.record().isEmpty()) {
        RowView view = RowView.of(rows);
        sample(new Part(view, from, to), from, rows instanceof TableReader, draft);
        if (rows instanceof RecordReader records && to > from) {
          describeRecord(records, from, draft);
        }
      }
    }
  }

  /// Which rows of a view.
  private record Part(RowView whole, long from, long to) implements RowView {
    @Override
    public long size() {
      return to - from;
    }

    @Override
    public Map<String, @Nullable Object> row(long position) {
      return whole.row(from + position);
    }
  }

  private static void describeRecord(RecordReader records, long record, Draft draft) {
    draft.attempt(
        () ->
            RecordEncodings.installed()
                .peek(records.read(record))
                .ifPresentOrElse(
                    peeked -> {
                      draft.fact("records look like", peeked.getKey());
                      draft.fields =
                          peeked.getValue().entrySet().stream()
                              .map(field -> new Inspection.Field(field.getKey(), kind(field.getValue()), ""))
                              .toList();
                    },
                    () -> draft.fact("records look like", "bytes of unknown meaning; --schema says it")));
  }

  /// What a value of a record is, that says no type of its own.
  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case NdArray array -> array.toString();
      case byte[] _ -> "bytes";
      case CharSequence _ -> "text";
      case Map<?, ?> _ -> "object";
      case Collection<?> _ -> "list";
      case Boolean _ -> "boolean";
      case Number _ -> "number";
      case Object other -> other.getClass().getSimpleName();
    };
  }

  private void lookAsRecord(List<FileSlice> slices, Draft draft) {
    RecordSchema record = options.record().orElseThrow();
    draft.fact("record", record.name());
    draft.fields(record.row());
    draft.attempt(
        () -> {
          try (Dataset<Object[]> dataset =
              Datasets.open(slices, SchemaCodec.of(record.row()), options.reading())) {
            draft.rows = dataset.size();
            sample(RowView.of(dataset), slices.getFirst().skip(), true, draft);
          }
        });
  }

  private long countAll(List<FileSlice> slices) {
    long rows = 0;
    for (FileSlice slice : slices) {
      try (StoredRows stored = StoredRows.open(slice.file(), options.reading())) {
        rows += stored.rows().size();
      }
    }
    return rows;
  }

  /// Shows the first rows, and times some of them.
  ///
  /// @param first which row of the place the first of the view is
  /// @param decodes whether values are made, not only bytes fetched
  private void sample(RowView rows, long first, boolean decodes, Draft draft) {
    for (long i = 0; i < Math.min(options.samples(), rows.size()); i++) {
      long position = i;
      Map<String, String> words = new LinkedHashMap<>();
      if (!draft.attempt(() -> rows.row(position).forEach((name, value) -> words.put(name, ValueText.of(value))))) {
        return;
      }
      draft.samples.add(new Inspection.Sample(first + position, words));
    }
    draft.attempt(() -> time(rows, decodes, draft));
  }

  /// Twice, since code that has not run is slow; only the second time counts.
  private void time(RowView rows, boolean decodes, Draft draft) {
    if (rows.size() > 0) {
      read(rows, decodes);
      draft.cost = read(rows, decodes);
    }
  }

  private Inspection.Cost read(RowView rows, boolean decodes) {
    long most = Math.min(COST_ROWS, rows.size());
    long decoded = 0;
    long count = 0;
    long begin = nanoTime.getAsLong();
    long now = begin;
    while (count < most && now - begin < COST_NANOS) {
      decoded += ValueBytes.of(rows.row(count++).values());
      now = nanoTime.getAsLong();
    }
    long each = decodes ? decoded / count : Inspection.UNKNOWN;
    return new Inspection.Cost(count, Inspection.UNKNOWN, each, now - begin);
  }
}
