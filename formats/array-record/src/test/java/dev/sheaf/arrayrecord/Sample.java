package dev.sheaf.arrayrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Records, files of them, and ways to open and read those.
final class Sample {
  static final ArrayRecordFormat FORMAT = new ArrayRecordFormat();

  private Sample() {}

  /// A folder of files that others have written.
  static Path golden(String name) {
    return Path.of(System.getProperty("sheaf.testdata"), "array_record", name);
  }

  /// Records of all kinds of lengths, empty ones among them; some compress well.
  static List<byte[]> records(Random random, int count) {
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[random.nextInt(10) == 0 ? 0 : random.nextInt(1, 1 << random.nextInt(1, 12))];
      if (random.nextBoolean()) {
        random.nextBytes(record);
      }
      records.add(record);
    }
    return records;
  }

  /// Writes a file, with options as text.
  static Path write(Path target, String options, List<byte[]> records) {
    try (RecordWriter writer = FORMAT.create(target, ArrayRecordWriterOptions.parse(options))) {
      records.forEach(record -> writer.write(MemorySegment.ofArray(record)));
      writer.commit();
    }
    return target;
  }

  static ArrayRecordReader open(Path path) {
    return open(InputFile.open(path));
  }

  /// Opens a file, which is closed if that fails.
  static ArrayRecordReader open(InputFile file) {
    return open(file, FormatOptions.DEFAULT);
  }

  static ArrayRecordReader open(InputFile file, FormatOptions options) {
    try {
      return FORMAT.open(Path.of(file.name()), file, options);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  static ArrayRecordReader open(byte[] bytes) {
    return open(InputFile.of("made.array_record", MemorySegment.ofArray(bytes)));
  }

  static byte[] copy(MemorySegment bytes) {
    return bytes.toArray(ValueLayout.JAVA_BYTE);
  }

  /// All records in order.
  static List<byte[]> all(ArrayRecordReader reader) {
    List<byte[]> records = new ArrayList<>();
    reader.read(0, reader.size(), (_, bytes) -> records.add(copy(bytes)));
    return records;
  }

  /// Stands for all records: SHA-256 over the length of each, as eight bytes, and its bytes.
  static String digest(List<byte[]> records) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] record : records) {
        digest.update(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(record.length).flip());
        digest.update(record);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
