package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A folder that a dataset is packed into, from the first shard to the last.
///
/// Each shard is put in its place file by file, then named in `packing.json`; `dataset.json` comes last. So whoever is
/// killed leaves whole shards that are known as such, and perhaps files that nobody names, which the next one removes.
/// A lock keeps others out meanwhile. For one thread.
final class PackingFolder implements AutoCloseable {
  private static final String LOCK = "packing.lock";

  private final Path folder;
  private final FileChannel lock;

  private PackingFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes a folder; waits while another process packs into it.
  ///
  /// @throws IllegalStateException if it holds a dataset, or this process packs into it already
  /// @throws StorageException if it cannot be written
  static PackingFolder lock(Path folder) {
    checkFree(folder);
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new StorageException("cannot write to", folder.toString(), e);
    }
    PackingFolder packing = new PackingFolder(folder, channel);
    try {
      channel.lock();
      // Another process may have come to its end while this one waited.
      checkFree(folder);
      return packing;
    } catch (OverlappingFileLockException e) {
      packing.close();
      throw new IllegalStateException("\"%s\" is being packed by another thread".formatted(folder), e);
    } catch (IOException e) {
      packing.close();
      throw new StorageException("cannot write to", folder.toString(), e);
    } catch (IllegalStateException e) {
      packing.close();
      throw e;
    }
  }

  private static void checkFree(Path folder) {
    Path file = folder.resolve(PackedDescription.FILE);
    if (Files.exists(file)) {
      throw new IllegalStateException(
          "expected a folder without a dataset, found \"%s\"; remove it or choose another".formatted(file));
    }
  }

  /// The shards that another run has left whole, if it packed the same rows in the same way; what else it left is
  /// removed.
  List<PackedDescription.Shard> takeUp(PackingDescription now, RecordSchema schema) {
    List<PackedDescription.Shard> whole = whole(now);
    Set<String> kept = new HashSet<>();
    whole.forEach(shard -> shard.columns().forEach(column -> column.tables().forEach(table -> kept.add(table.file()))));
    if (!whole.isEmpty()) {
      kept.add(PackingDescription.FILE);
    }
    removeBut(kept, schema);
    return whole;
  }

  private List<PackedDescription.Shard> whole(PackingDescription now) {
    Path file = folder.resolve(PackingDescription.FILE);
    try {
      PackingDescription before = PackingDescription.read(file);
      return now.continues(before) ? before.shards() : List.of();
    } catch (SheafException _) {
      // None is there, or one that is of no use.
      return List.of();
    }
  }

  private void removeBut(Set<String> kept, RecordSchema schema) {
    String columns =
        IntStream.range(0, schema.fields().size())
            .mapToObj(i -> PackedColumnWriter.name(i, schema.fields().get(i)))
            .collect(Collectors.joining("|"));
    Pattern ours =
        Pattern.compile(
            "((%s)(-offsets)?(-\\d{5,})?\\.npy|(dataset|packing)\\.json)(\\.[0-9a-f-]{36}\\.part)?".formatted(columns));
    List<Path> left = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (ours.matcher(name).matches() && !kept.contains(name)) {
          left.add(file);
        }
      }
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new StorageException("cannot remove what an earlier run has left in", folder.toString(), e);
    }
  }

  /// Says which shards are whole.
  void keep(PackingDescription description) {
    OutputFile.write(folder.resolve(PackingDescription.FILE), description.toJson());
  }

  /// Makes the folder a dataset.
  void commit(PackedDescription description) {
    OutputFile.write(folder.resolve(PackedDescription.FILE), description.toJson());
    try {
      Files.deleteIfExists(folder.resolve(PackingDescription.FILE));
      Files.deleteIfExists(folder.resolve(LOCK));
    } catch (IOException _) {
      // The dataset is whole; these are of no use to anybody and harm nobody.
    }
  }

  /// Lets others in.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageException("cannot unlock", folder.toString(), e);
    }
  }
}
