package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that ArrayRecord's own writer made; `MANIFEST.tsv` says what is in them.
final class GoldenFilesTest {
  @TempDir private Path folder;

  /// A line of the manifest.
  record Golden(Path path, String options, long records, long chunks, long groupSize, String digest) {
    @Override
    public String toString() {
      return path.getFileName().toString();
    }
  }

  static List<Golden> golden() throws IOException {
    List<String> lines = Files.readAllLines(Sample.golden("golden/MANIFEST.tsv"));
    List<String> columns = List.of(lines.getFirst().split("\t"));
    return lines.stream().skip(1).map(line -> golden(columns, line.split("\t", -1))).toList();
  }

  private static Golden golden(List<String> columns, String[] fields) {
    return new Golden(
        Sample.golden("golden/" + fields[0]),
        fields[columns.indexOf("writer_options")],
        Long.parseLong(fields[columns.indexOf("num_records")]),
        Long.parseLong(fields[columns.indexOf("num_chunks")]),
        Long.parseLong(fields[columns.indexOf("group_size")]),
        fields[columns.indexOf("record_stream_sha256")]);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void readsAllRecordsInEveryWay(Golden golden) throws IOException {
    for (InputFile file :
        List.of(
            InputFile.open(golden.path),
            InputFile.openPositional(golden.path),
            InputFile.of(golden.toString(), MemorySegment.ofArray(Files.readAllBytes(golden.path))))) {
      try (ArrayRecordReader reader = Sample.open(file)) {
        assertEquals(golden.records, reader.size());
        assertEquals(golden.chunks, reader.chunks());
        assertEquals(golden.groupSize, reader.groupSize());
        assertEquals(golden.options, reader.writerOptions().orElse(""));
        List<byte[]> inOrder = Sample.all(reader);
        assertEquals(golden.digest, Sample.digest(inOrder));
        List<byte[]> single = new ArrayList<>();
        for (long i = reader.size() - 1; i >= 0; i -= Math.max(1, reader.size() / 500)) {
          assertArrayEquals(inOrder.get((int) i), Sample.copy(reader.read(i)));
        }
        for (long i = 0; i < Math.min(300, reader.size()); i++) {
          single.add(Sample.copy(reader.read(i)));
        }
        assertEquals(Sample.digest(inOrder.subList(0, single.size())), Sample.digest(single));
      }
    }
  }

  static Stream<Golden> plain() throws IOException {
    // One has metadata, which no option asks for; transposed chunks are not written.
    return golden().stream()
        .filter(golden -> golden.options.contains(",uncompressed") && golden.options.contains("transpose:false"));
  }

  @ParameterizedTest
  @MethodSource("plain")
  void writesUncompressedFilesByteForByte(Golden golden) throws IOException {
    rewrite(golden.path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits.array_record-00000-of-00002", "digits.array_record-00001-of-00002"})
  void writesTheDigitsOfTheProjectByteForByte(String name) throws IOException {
    rewrite(Sample.golden(name));
  }

  private void rewrite(Path path) throws IOException {
    try (ArrayRecordReader reader = Sample.open(path)) {
      String options = reader.writerOptions().orElseThrow();
      Path written = Sample.write(folder.resolve("written"), options, Sample.all(reader));
      assertArrayEquals(Files.readAllBytes(path), Files.readAllBytes(written));
    }
  }

  @Test
  void readsTheDigits() {
    try (ArrayRecordReader reader = Sample.open(Sample.golden("digits.array_record-00001-of-00002"))) {
      List<String> digits =
          Sample.all(reader).stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
      assertEquals(List.of("5", "6", "7", "8", "9"), digits);
    }
  }
}
