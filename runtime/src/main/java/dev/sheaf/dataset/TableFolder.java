package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.format.npy.NpyWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import dev.sheaf.io.ViewGuard;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A folder of `.npy` tables that change together: the writer's side.
///
/// A table's name carries a hash of its content, so that a new one never takes an old one's place. The description that
/// names the tables is written after them and renamed into place; then tables that no description names are removed.
/// Killed at any moment, the old description and all its tables are there, or the new one with its own. A lock file
/// keeps writers apart; readers need none. For one thread.
final class TableFolder implements AutoCloseable {
  static final String INDEX = "index.json";
  static final String VALIDATION = "validation.json";

  private static final String LOCK = "write.lock";
  private static final Pattern OURS =
      Pattern.compile(
          "(names|name_offsets|sizes|times|checksums|rows|references|reference_offsets|statistics|statistics_offsets)"
              + "-[0-9a-f]{16}\\.npy(\\..*\\.part)?"
              + "|(index|validation)\\.json\\..*\\.part");

  private final Path folder;
  private final FileChannel lock;

  private TableFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes a folder for writing; waits while another process writes to it.
  ///
  /// @throws IllegalStateException if this process writes to it already
  /// @throws StorageException if it cannot be written
  static TableFolder lock(Path output) {
    Path folder = output.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new TableFolder(folder, channel);
    } catch (OverlappingFileLockException e) {
      close(channel, e);
      throw new IllegalStateException(
          "\"%s\" is being written by another thread; give each dataset an output folder of its own".formatted(folder),
          e);
    } catch (IOException e) {
      close(channel, e);
      throw new StorageException("cannot write to", folder.toString(), e);
    }
  }

  private static void close(@Nullable FileChannel channel, Exception reason) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  /// The folder, absolute and normalized.
  Path path() {
    return folder;
  }

  /// Writes a table, unless one of the same content is there.
  TableRef put(String name, DType dtype, Shape shape, MemorySegment data) {
    String file = "%s-%s.npy".formatted(name, hash(dtype, shape, data));
    Path path = folder.resolve(file);
    if (!holds(path, dtype, shape, data)) {
      NpyWriter.write(path, dtype, shape, data);
    }
    return new TableRef(file, dtype, LongStream.of(shape.toArray()).boxed().toList());
  }

  /// What a table's name says of its content.
  static String hash(DType dtype, Shape shape, MemorySegment data) {
    return new Fingerprint("table").add(dtype.wireName()).add(shape.toString()).add(data).hex().substring(0, 16);
  }

  private static boolean holds(Path path, DType dtype, Shape shape, MemorySegment data) {
    if (!Files.exists(path)) {
      return false;
    }
    try (InputFile file = InputFile.open(path)) {
      NpyFile table = NpyFile.read(file);
      return table.dtype() == dtype
          && table.shape().equals(shape)
          && new ViewGuard(List.of(file)).get(() -> table.data().mismatch(data)) == -1;
    } catch (SheafException _) {
      // A damaged table is written again.
      return false;
    }
  }

  /// Puts a description in its place, and removes the tables that none names any longer.
  void commit(String name, byte[] description) {
    OutputFile.write(folder.resolve(name), description);
    sweep();
  }

  private void sweep() {
    Set<String> named = new HashSet<>();
    for (String description : List.of(INDEX, VALIDATION)) {
      named.addAll(MetadataJson.tablesNamed(folder.resolve(description)));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (OURS.matcher(name).matches() && !named.contains(name)) {
          remove(file);
        }
      }
    } catch (IOException e) {
      throw new StorageException("cannot list", folder.toString(), e);
    }
  }

  /// Some platforms refuse while a reader has the file mapped; the next writer tries again.
  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      return;
    }
  }

  /// Lets other writers in.
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageException("cannot unlock", folder.toString(), e);
    }
  }
}
