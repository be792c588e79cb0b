package dev.sheaf.engine;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.DataException;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.io.StorageException;
import dev.sheaf.order.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;

/// Where it is written down which items were left out: JSON Lines, one for each, in the order in which they would have
/// come.
///
/// ```json
/// {"stage":"decode","epoch":0,"item":17,"row":1184,"error":"dev.sheaf.io.CorruptDataException","message":"...",
///  "file":"meshes-3.zip","offset":4096}
/// ```
///
/// `item` is how many items of the epoch had been delivered before; `row` stands there where it is known, `file` and
/// `offset` where the data is at fault. Each line is written at once and whole, so that a process that is killed leaves
/// whole lines. Lines that were written after a checkpoint are cut off when it is resumed: they will be written again.
public final class QuarantineFile implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path path;

  // Not a channel: that would be closed by an interrupt of the consumer.
  private final RandomAccessFile file;
  private boolean closed;

  private QuarantineFile(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /// Opens the file behind its first `lines` lines, and cuts off what comes after. A file that is not there is made.
  ///
  /// @throws CheckpointMismatchException if it is there and has fewer
  /// @throws IllegalStateException if another loader writes to it
  /// @throws StorageException if it cannot be written
  public static QuarantineFile open(Path path, long lines) {
    try {
      boolean isNew = Files.notExists(path);
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      try {
        lock(path, file);
        if (!isNew) {
          file.setLength(end(path, lines));
          file.seek(file.length());
        }
      } catch (Throwable e) {
        file.close();
        throw e;
      }
      return new QuarantineFile(path, file);
    } catch (IOException e) {
      throw new StorageException("cannot open", path.toString(), e);
    }
  }

  private static void lock(Path path, RandomAccessFile file) throws IOException {
    try {
      if (file.getChannel().tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // By this process: told as the other case.
    }
    throw new IllegalStateException(
        "expected a quarantine file for this loader alone, found that another writes to \"%s\"".formatted(path));
  }

  /// Where the first lines end, in bytes.
  private static long end(Path path, long lines) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = 0;
    long found = 0;
    for (int i = 0; i < bytes.length && found < lines; i++) {
      if (bytes[i] == '\n') {
        found++;
        end = i + 1;
      }
    }
    if (found < lines) {
      throw new CheckpointMismatchException(
          Part.STATE,
          "%d lines or more in %s".formatted(lines, path),
          "%d".formatted(found),
          "put the file back, or remove it to begin another");
    }
    return end;
  }

  /// Writes a line.
  ///
  /// @throws StorageException if it cannot be written
  /// @throws CancellationException if the loader is closed
  synchronized void write(Fault fault, long epoch, long item) {
    if (closed) {
      throw new CancellationException("the loader is closed");
    }
    ObjectNode line = MAPPER.createObjectNode();
    line.put("stage", fault.stage()).put("epoch", epoch).put("item", item);
    if (fault.row() >= 0) {
      line.put("row", fault.row());
    }
    line.put("error", fault.cause().getClass().getName()).put("message", fault.cause().getMessage());
    if (fault.cause() instanceof DataException data) {
      line.put("file", data.file());
      if (data.offset() >= 0) {
        line.put("offset", data.offset());
      }
    }
    try {
      file.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StorageException("cannot write", path.toString(), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      file.close();
    } catch (IOException e) {
      throw new StorageException("cannot close", path.toString(), e);
    }
  }
}
