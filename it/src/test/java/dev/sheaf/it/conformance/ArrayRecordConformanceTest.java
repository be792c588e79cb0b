package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.DataException;
import dev.sheaf.arrayrecord.ArrayRecordFormat;
import dev.sheaf.arrayrecord.ArrayRecordReader;
import dev.sheaf.arrayrecord.ArrayRecordReaderOptions;
import dev.sheaf.arrayrecord.ArrayRecordWriterOptions;
import dev.sheaf.arrayrecord.Compression;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// ArrayRecord files, sound and damaged, as the README beside the cases says: read from memory, mapped, and by
/// position.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArrayRecordConformanceTest {
  private final ConformanceCases cases = ConformanceCases.of("formats/array_record", _ -> true);

  @TempDir private Path folder;

  @AfterAll
  void tellTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsWhatMustBeReadAndRefusesTheRest() {
    return cases.tests(one -> check(new ArrayRecordCase(one.file().getParent(), one.json())));
  }

  private void check(ArrayRecordCase one) throws IOException {
    JsonNode json = one.json();
    switch (json.get("op").asText()) {
      case "read" -> onAllFiles(one, FormatOptions.DEFAULT, reader -> range(reader, 0, reader.size()));
      case "indices" -> onAllFiles(one, FormatOptions.DEFAULT, reader -> indices(reader, longs(json.get("indices"))));
      case "range" ->
          onAllFiles(
              one,
              FormatOptions.DEFAULT,
              reader -> range(reader, json.at("/range/0").asLong(), json.at("/range/1").asLong()));
      case "seek" -> {
        long at = json.get("at").asLong();
        onAllFiles(
            one,
            FormatOptions.DEFAULT,
            reader -> range(reader, at, Math.min(reader.size(), at + json.get("take").asLong())));
      }
      case "reader_options" -> readerOptions(one);
      case "writer_options" -> writerOptions(one);
      case "source" -> source(one);
      case "sweep" -> sweep(one);
      case "lengths" -> lengths(one);
      default -> throw ConformanceCases.unknown("operation", json.get("op"));
    }
  }

  /// Reads records, as copies.
  private interface Reading {
    List<byte[]> read(ArrayRecordReader reader);
  }

  private static void onAllFiles(ArrayRecordCase one, FormatOptions options, Reading reading) throws IOException {
    for (InputFile file : one.files()) {
      expect(
          one,
          () -> {
            try (ArrayRecordReader reader = one.open(file, options)) {
              return reading.read(reader);
            }
          });
    }
  }

  /// What a case may end in: the right records, or a typed error that names the file.
  private static void expect(ArrayRecordCase one, Supplier<List<byte[]>> reading) {
    JsonNode json = one.json();
    boolean mayFail = !json.at("/expect/ok").asBoolean() || json.has("may_refuse");
    List<byte[]> records;
    try {
      records = reading.get();
    } catch (DataException e) {
      assertTrue(mayFail, () -> "expected records, found " + e);
      assertFalse(e.file().isEmpty(), "the file in the error");
      return;
    } catch (IllegalArgumentException | IndexOutOfBoundsException | StorageException e) {
      assertTrue(mayFail && callersFault(json), () -> "expected records or an error in the data, found " + e);
      return;
    }
    if (json.at("/expect/ok").asBoolean()) {
      ArrayRecordCase.check(records, json.get("expect"));
    } else {
      boolean empty = json.path("may_accept").asText().equals("empty") && records.isEmpty();
      assertTrue(empty, "expected an error, found records");
    }
  }

  private static boolean callersFault(JsonNode json) {
    return switch (json.at("/expect/why").asText()) {
      case "options", "source" -> true;
      // An argument past the end; in a made file it is the file's index that is wrong.
      case "index" -> !json.has("patch");
      default -> List.of("options", "instruction").contains(json.path("may_refuse").asText());
    };
  }

  private static byte[] copy(MemorySegment bytes) {
    return bytes.toArray(ValueLayout.JAVA_BYTE);
  }

  private static List<byte[]> range(ArrayRecordReader reader, long from, long to) {
    List<byte[]> records = new ArrayList<>();
    reader.read(from, to, (_, bytes) -> records.add(copy(bytes)));
    return records;
  }

  /// In both ways that there are: all together, and one by one.
  private static List<byte[]> indices(ArrayRecordReader reader, long[] indices) {
    List<byte[]> together = new ArrayList<>();
    reader.read(indices, indices.length, (_, bytes) -> together.add(copy(bytes)));
    List<byte[]> single = Arrays.stream(indices).mapToObj(index -> copy(reader.read(index))).toList();
    assertEquals(ArrayRecordCase.sha256(single, true), ArrayRecordCase.sha256(together, true));
    return together;
  }

  private static long[] longs(JsonNode list) {
    long[] longs = new long[list.size()];
    Arrays.setAll(longs, i -> list.get(i).asLong());
    return longs;
  }

  private static void readerOptions(ArrayRecordCase one) throws IOException {
    String text = one.json().get("options").asText();
    for (InputFile file : one.files()) {
      expect(
          one,
          () -> {
            ArrayRecordReaderOptions options = ArrayRecordReaderOptions.parse(text);
            try (ArrayRecordReader reader = one.open(file, settings(options))) {
              return range(reader, 0, reader.size());
            }
          });
    }
  }

  private static FormatOptions settings(ArrayRecordReaderOptions options) {
    return FormatOptions.DEFAULT
        .with("readahead_buffer_size", Long.toString(options.readaheadBufferSize()))
        .with("max_parallelism", Integer.toString(options.maxParallelism()));
  }

  private void writerOptions(ArrayRecordCase one) throws IOException {
    String text = one.json().get("text").asText();
    if (!one.json().at("/expect/ok").asBoolean()) {
      assertThrows(IllegalArgumentException.class, () -> ArrayRecordWriterOptions.parse(text));
      return;
    }
    ArrayRecordWriterOptions options = ArrayRecordWriterOptions.parse(text);
    String recorded = one.json().at("/expect/recorded").asText();
    assertEquals(recorded, options.recorded());
    boolean written = !options.transpose() && options.compression() != Compression.BROTLI;
    if (!written) {
      return;
    }
    Path target = folder.resolve("written.array_record");
    byte[] record = {1, 2, 3};
    try (RecordWriter writer = new ArrayRecordFormat().create(target, options)) {
      writer.write(MemorySegment.ofArray(record));
      writer.commit();
    }
    try (ArrayRecordReader reader = one.open(InputFile.open(target), FormatOptions.DEFAULT)) {
      assertEquals(recorded, reader.writerOptions().orElseThrow());
      assertEquals(ArrayRecordCase.sha256(List.of(record), true), ArrayRecordCase.sha256(range(reader, 0, 1), true));
    }
  }

  private static void source(ArrayRecordCase one) {
    JsonNode json = one.json();
    expect(
        one,
        () -> {
          try (ArrayRecordSource source = new ArrayRecordSource(one.folder(), json.get("paths"))) {
            List<byte[]> records =
                Arrays.stream(longs(json.get("keys"))).mapToObj(key -> copy(source.read(key))).toList();
            assertEquals(json.at("/expect/length").asLong(), source.length(), "length");
            return records;
          }
        });
  }

  /// Flips one bit of each byte in turn.
  private static void sweep(ArrayRecordCase one) throws IOException {
    byte[] bytes = one.bytes();
    JsonNode outcomes = one.json().at("/expect/sweep");
    for (JsonNode run : one.json().get("bytes")) {
      for (int i = run.get(0).asInt(); i < run.get(1).asInt(); i++) {
        byte mask = (byte) (1 << (i * 5 + i / 8) % 8);
        bytes[i] ^= mask;
        String expected = outcome(outcomes, i);
        int at = i;
        try (ArrayRecordReader reader = one.open(one.inMemory(bytes), FormatOptions.DEFAULT)) {
          List<byte[]> records = range(reader, 0, reader.size());
          assertEquals("free", expected, () -> "what flipping byte %d may change".formatted(at));
          ArrayRecordCase.check(records, one.json());
        } catch (DataException e) {
          assertFalse(e.file().isEmpty(), "the file in the error");
        }
        bytes[i] ^= mask;
      }
    }
  }

  private static String outcome(JsonNode outcomes, int at) {
    for (JsonNode run : outcomes) {
      if (at >= run.get(0).asInt() && at < run.get(1).asInt()) {
        return run.get(2).asText();
      }
    }
    return fail("no outcome for byte " + at);
  }

  private static void lengths(ArrayRecordCase one) throws IOException {
    byte[] bytes = one.bytes();
    for (long length : longs(one.json().get("lengths"))) {
      assertThrows(
          DataException.class,
          () -> one.open(one.inMemory(Arrays.copyOf(bytes, (int) length)), FormatOptions.DEFAULT),
          () -> "the first %d bytes".formatted(length));
    }
  }
}
