package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.InputFile;
import dev.sheaf.parquet.ParquetFormat;
import dev.sheaf.parquet.ParquetReader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Files that Arrow wrote, and what became of them: see the README beside the cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParquetConformanceTest {
  private final ConformanceCases cases = ConformanceCases.of("formats/parquet", "cases.jsonl"::equals);

  @AfterAll
  void printTheCounts() {
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> readsWhatArrowReads() {
    return cases.tests(ParquetConformanceTest::check);
  }

  private static void check(ConformanceCases.Case one) throws IOException {
    JsonNode json = one.json();
    Path path = one.file().resolveSibling(json.path("file").asText("made.parquet"));
    byte[] bytes = PatchedFile.bytes(one);
    switch (json.get("op").asText()) {
      case "read", "row_group", "meta" -> checkOutcome(path, bytes, json);
      case "lengths" -> {
        for (int length = json.get("range").get(0).asInt(); length < json.get("range").get(1).asInt(); length++) {
          int cut = length;
          Optional<DataException> fault = fault(path, Arrays.copyOf(bytes, length), json);
          assertTrue(fault.isPresent(), () -> "expected the first %d bytes to be refused".formatted(cut));
        }
      }
      case "sweep" -> json.get("expect").get("sweep").forEach(run -> checkSweep(path, bytes, json, run));
      default -> fail("no such operation: " + json.get("op"));
    }
  }

  private static void checkOutcome(Path path, byte[] bytes, JsonNode json) throws IOException {
    JsonNode expect = json.get("expect");
    try {
      Optional<DataException> fault = fault(path, bytes, json);
      if (expect.get("ok").asBoolean()) {
        boolean refused = json.has("may_refuse") && fault.orElse(null) instanceof UnsupportedFormatException;
        assertTrue(fault.isEmpty() || refused, () -> "expected values, found " + fault);
      } else if (fault.isEmpty()) {
        assertEquals("same", json.path("may_accept").asText(), "expected an error: " + expect);
        assertEquals(values(path, Files.readAllBytes(path), json), values(path, bytes, json));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Of the caller: a column or a row group that is not there.
      assertTrue(List.of("column", "index").contains(expect.path("why").asText()), () -> "expected no " + e);
    }
  }

  private static void checkSweep(Path path, byte[] bytes, JsonNode json, JsonNode run) {
    String before = values(path, bytes, json);
    for (int i = run.get(0).asInt(); i < run.get(1).asInt(); i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << (i * 5 + i / 8) % 8);
      String outcome;
      try {
        outcome = values(path, flipped, json).equals(before) ? "same" : "different";
      } catch (DataException _) {
        outcome = "error";
      }
      assertEquals(run.get(2).asText(), outcome, "the flip of byte " + i);
    }
  }

  /// Reads, and compares where values are expected; gives the error that names the file.
  private static Optional<DataException> fault(Path path, byte[] bytes, JsonNode json) {
    try (ParquetReader reader = open(path, bytes)) {
      JsonNode expect = json.get("expect");
      switch (json.get("op").asText()) {
        case "meta" -> checkTree(reader, expect.get("tree"));
        case "row_group" -> {
          ParquetReader.RowGroup group = reader.rowGroups().get(json.get("index").asInt());
          ParquetValues.check(reader, group.firstRow(), group.firstRow() + group.rows(), json);
        }
        default -> ParquetValues.check(reader, 0, reader.size(), json);
      }
      return Optional.empty();
    } catch (DataException e) {
      assertTrue(e.file().endsWith(path.getFileName().toString()), () -> "expected the file in " + e.getMessage());
      return Optional.of(e);
    }
  }

  private static String values(Path path, byte[] bytes, JsonNode json) {
    try (ParquetReader reader = open(path, bytes)) {
      return ParquetValues.all(reader, json);
    }
  }

  private static ParquetReader open(Path path, byte[] bytes) {
    InputFile file = InputFile.of(path.toString(), MemorySegment.ofArray(bytes));
    return new ParquetFormat().open(path, file, FormatOptions.DEFAULT);
  }

  private static void checkTree(ParquetReader reader, JsonNode tree) {
    assertEquals(tree.get("rows").asLong(), reader.size());
    assertEquals(
        tree.get("row_groups").valueStream().map(JsonNode::asLong).toList(),
        reader.rowGroups().stream().map(ParquetReader.RowGroup::rows).toList());
    List<ParquetReader.StoredColumn> expected =
        tree.get("leaves").valueStream().map(ParquetConformanceTest::storedColumn).toList();
    assertEquals(expected, reader.storedColumns());
  }

  private static ParquetReader.StoredColumn storedColumn(JsonNode leaf) {
    return new ParquetReader.StoredColumn(
        leaf.get("path").asText(),
        leaf.get("physical").asText(),
        leaf.get("logical").asText(),
        leaf.get("max_definition").asInt(),
        leaf.get("max_repetition").asInt(),
        leaf.get("codec").asText(),
        leaf.get("encodings").valueStream().map(JsonNode::asText).toList());
  }
}
