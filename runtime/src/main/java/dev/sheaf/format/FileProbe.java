package dev.sheaf.format;

import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What can be told of a file before it is read: its name, its length and how it begins.
public final class FileProbe {
  /// As much as any format needs to be known by; HDF5 may begin at 512 or 1024 already.
  private static final int HEAD_BYTES = 4096;

  private static final Pattern SHARD = Pattern.compile("-\\d{5,}-of-\\d{5,}$");

  private final Path path;
  private final boolean folder;
  private final long size;
  private final byte[] head;

  private FileProbe(Path path, boolean folder, long size, byte[] head) {
    this.path = path;
    this.folder = folder;
    this.size = size;
    this.head = head;
  }

  /// Looks at a file, which stays open.
  public static FileProbe of(Path path, InputFile file) {
    byte[] head = new byte[(int) Math.min(HEAD_BYTES, file.size())];
    file.read(0, MemorySegment.ofArray(head));
    return new FileProbe(path, false, file.size(), head);
  }

  /// Looks at a file or a folder.
  ///
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static FileProbe of(Path path) {
    if (Files.isDirectory(path)) {
      return new FileProbe(path, true, 0, new byte[0]);
    }
    try (InputFile file = InputFile.openPositional(path)) {
      return of(path, file);
    }
  }

  /// Looks at the name of a file that is not there yet.
  public static FileProbe ofName(Path path) {
    return new FileProbe(path, false, 0, new byte[0]);
  }

  /// Where it lies.
  public Path path() {
    return path;
  }

  /// Whether it is a folder, which has no bytes.
  public boolean folder() {
    return folder;
  }

  /// Whether it is a folder with a file of this name in it.
  public boolean holds(String name) {
    return folder && Files.isRegularFile(path.resolve(name));
  }

  /// How many bytes it has.
  public long size() {
    return size;
  }

  /// Whether these bytes stand at `offset`; false where the file ends before.
  public boolean has(long offset, byte... bytes) {
    if (offset < 0 || offset + bytes.length > head.length) {
      return false;
    }
    return Arrays.equals(head, (int) offset, (int) offset + bytes.length, bytes, 0, bytes.length);
  }

  /// Whether the characters of this text stand at `offset`, one byte for each.
  public boolean has(long offset, String latin1) {
    return has(offset, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// The first bytes, read-only: at most 4,096.
  public MemorySegment head() {
    return MemorySegment.ofArray(head).asReadOnly();
  }

  /// The first bytes as a number of eight, little-endian; 0 where the file ends before.
  public long longAt(int offset) {
    return offset + 8 <= head.length
        ? MemorySegment.ofArray(head)
            .get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), offset)
        : 0;
  }

  /// Whether the name ends so, whatever its case: `.tfrecord`. A number of a shard behind it does not count
  /// (`train.tfrecord-00000-of-00010`), and neither does one before the ending.
  public boolean named(String ending) {
    Path name = path.getFileName();
    String text = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    return text.endsWith(ending) || SHARD.matcher(text).replaceFirst("").endsWith(ending);
  }
}
