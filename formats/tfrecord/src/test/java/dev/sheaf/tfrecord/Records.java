package dev.sheaf.tfrecord;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Records for tests, and files of them.
final class Records {
  static final TfRecordFormat FORMAT = new TfRecordFormat();

  private Records() {}

  static List<byte[]> of(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /// Of lengths from 0 to `longest`, half of their bytes 0.
  static List<byte[]> random(long seed, int count, int longest) {
    Random random = new Random(seed);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] record = new byte[random.nextInt(longest + 1)];
      random.nextBytes(record);
      for (int at = 0; at < record.length; at += 2) {
        record[at] = 0;
      }
      records.add(record);
    }
    return records;
  }

  static FormatOptions compressed(String compression) {
    return FormatOptions.DEFAULT.with("compression", compression);
  }

  static Path write(Path file, List<byte[]> records, FormatOptions options) {
    try (RecordWriter writer = FORMAT.create(file, options)) {
      records.forEach(record -> writer.write(MemorySegment.ofArray(record)));
      writer.commit();
    }
    return file;
  }

  static byte[] file(Path folder, List<byte[]> records, FormatOptions options) {
    try {
      return Files.readAllBytes(write(folder.resolve("made.tfrecord"), records, options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RecordReader open(byte[] file, FormatOptions options) {
    return FORMAT.open(Path.of("made.tfrecord"), InputFile.of("made.tfrecord", MemorySegment.ofArray(file)), options);
  }

  static List<String> hex(List<byte[]> records) {
    return records.stream().map(HexFormat.of()::formatHex).toList();
  }

  static String hex(MemorySegment record) {
    return HexFormat.of().formatHex(record.toArray(ValueLayout.JAVA_BYTE));
  }

  /// All records, one by one.
  static List<String> read(RecordReader reader) {
    List<String> records = new ArrayList<>();
    for (long record = 0; record < reader.size(); record++) {
      records.add(hex(reader.read(record)));
    }
    return records;
  }
}
