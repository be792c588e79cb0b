package dev.sheaf.dataset;

import dev.sheaf.io.InputFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One source while it is scanned. It is open from its first use until its last user has released it.
final class SourceFile implements AutoCloseable {
  private final int position;
  private final Path path;
  private final FileStamp stamp;
  private final RecordForm form;
  private final RecordRanges records = new RecordRanges();
  private final AtomicInteger users = new AtomicInteger();
  private volatile @Nullable InputFile input;
  private int checksum;

  /// @param position which of the sources it is
  /// @param stamp taken before anything else
  SourceFile(int position, Path path, FileStamp stamp, RecordForm form) {
    this.position = position;
    this.path = path;
    this.stamp = stamp;
    this.form = form;
  }

  int position() {
    return position;
  }

  Path path() {
    return path;
  }

  FileStamp stamp() {
    return stamp;
  }

  RecordForm form() {
    return form;
  }

  /// Where its records lie, as far as they have been found. Complete once the file is released.
  RecordRanges records() {
    return records;
  }

  /// CRC-32C of the whole file: known once the file is released.
  int checksum() {
    return checksum;
  }

  void checksum(int value) {
    checksum = value;
  }

  /// Opens the file for the first user.
  InputFile open() {
    InputFile opened = InputFile.openPositional(path);
    input = opened;
    users.set(1);
    return opened;
  }

  /// The file while it is open; any number of threads may read it.
  InputFile input() {
    InputFile opened = input;
    if (opened == null) {
      throw new IllegalStateException("\"%s\" is not open".formatted(path));
    }
    return opened;
  }

  /// One user more.
  void retain() {
    users.incrementAndGet();
  }

  /// One user fewer; the last one closes the file.
  ///
  /// @return whether this was the last one
  boolean release() {
    if (users.decrementAndGet() > 0) {
      return false;
    }
    close();
    return true;
  }

  /// Closes the file, whoever uses it.
  @Override
  public void close() {
    InputFile opened = input;
    if (opened != null) {
      opened.close();
    }
  }
}
