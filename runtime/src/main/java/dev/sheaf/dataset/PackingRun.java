package dev.sheaf.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Packs the rows of one dataset: blocks of them are read and hashed by workers, and written in order by the calling
/// thread. Rows of shards that an earlier run has left whole are hashed again, and not written. For one run.
final class PackingRun {
  /// A worker takes about this many bytes of rows at once.
  private static final long BLOCK_BYTES = 1 << 20;

  private static final long BLOCK_ROWS = 256;

  /// While nobody knows how long rows are.
  private static final long FIRST_ROWS = 8;

  /// Blocks that are read ahead, for each thread.
  private static final int AHEAD = 2;

  private final RecordSchema schema;
  private final Path folder;
  private final PackOptions options;
  private final PackingFolder packing;
  private final PackingDescription setting;
  private final List<PackedDescription.Shard> shards;
  private final Fingerprint fingerprint;
  private @Nullable ShardWriter writer;
  private long doneRows;
  private long doneBytes;

  /// Where rows come from; thread-safe.
  @FunctionalInterface
  interface Source {
    /// The values of a row's fields.
    Object[] values(long row);
  }

  PackingRun(
      RecordSchema schema, Path folder, PackOptions options, PackingFolder packing, PackingDescription setting) {
    this.schema = schema;
    this.folder = folder;
    this.options = options;
    this.packing = packing;
    this.setting = setting;
    this.shards = new ArrayList<>(packing.takeUp(setting, schema));
    this.fingerprint = new Fingerprint("packed rows").add(schema.fingerprint());
  }

  /// Packs the rows from 0 to `rows - 1`.
  ///
  /// @param progress is told how many rows have been packed
  void pack(Source source, long rows, Progress progress) {
    Path description = folder.resolve(PackedDescription.FILE);
    try (MappedTables tables = new MappedTables();
        Workers workers = new Workers("sheaf-pack-", options.threads())) {
      List<PackedShard> whole =
          shards.stream().map(shard -> new PackedShard(description, schema, shard, tables)).toList();
      ShardStarts starts = ShardStarts.of(description, whole.stream().mapToLong(PackedShard::size).toArray());
      long kept = starts.rows();
      Source all =
          row -> {
            if (row >= kept) {
              return source.values(row);
            }
            int shard = starts.shardOf(row);
            return whole.get(shard).get(row - starts.start(shard));
          };
      packInOrder(all, kept, rows, workers, progress);
      commitShard();
      if (shards.isEmpty()) {
        writer = new ShardWriter(folder, schema, suffix());
        commitShard();
      }
    } finally {
      if (writer != null) {
        writer.close();
      }
    }
    packing.commit(new PackedDescription(ScanSetting.version(), fingerprint.hex(), rows, json(), shards));
  }

  private void packInOrder(Source source, long kept, long rows, Workers workers, Progress progress) {
    Queue<Future<List<PackedRow>>> begun = new ArrayDeque<>();
    long next = 0;
    while (doneRows < rows) {
      while (next < rows && begun.size() < options.threads() * AHEAD) {
        long from = next;
        long to = Math.min(rows, from + rowsInBlock());
        begun.add(workers.begin(() -> read(source, from, to)));
        next = to;
      }
      for (PackedRow row : workers.await(begun.remove())) {
        fingerprint.add(MemorySegment.ofArray(row.hash()));
        if (doneRows >= kept) {
          append(row);
        }
        doneRows++;
        doneBytes += row.bytes();
      }
      progress.advanced(doneRows, rows);
    }
  }

  private long rowsInBlock() {
    return doneRows == 0 ? FIRST_ROWS : Math.clamp(BLOCK_BYTES / Math.max(1, doneBytes / doneRows), 1, BLOCK_ROWS);
  }

  private List<PackedRow> read(Source source, long from, long to) {
    Fingerprint hash = new Fingerprint("");
    hash.take();
    List<PackedRow> rows = new ArrayList<>();
    for (long row = from; row < to; row++) {
      rows.add(PackedRow.of(schema, row, source.values(row), hash));
    }
    return rows;
  }

  private void append(PackedRow row) {
    ShardWriter current = writer;
    if (current != null && current.isFullFor(row, options)) {
      commitShard();
      current = null;
    }
    if (current == null) {
      current = new ShardWriter(folder, schema, suffix());
      writer = current;
    }
    current.append(row);
  }

  private void commitShard() {
    if (writer != null) {
      shards.add(writer.commit());
      writer.close();
      writer = null;
      packing.keep(setting.with(shards));
    }
  }

  private String suffix() {
    return options.sharded() ? "-%05d".formatted(shards.size()) : "";
  }

  private JsonNode json() {
    try {
      return new JsonMapper().readTree(schema.toJson());
    } catch (JsonProcessingException e) {
      throw new AssertionError("a schema's text is JSON", e);
    }
  }
}
