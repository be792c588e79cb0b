package dev.sheaf.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompareTest {
  private static final Figure OURS = new Figure("sheaf", "array.json", 40_000_000, 0.04);

  @Test
  void aRowSaysRatioAndReach() {
    Figure tesseract = new Figure("tesseract-core 1.15.0", "array.json", 40_000_000, 1);

    assertEquals(
        "{\"work\":\"array.json\",\"ours\":1000.0,\"peer\":40.0,\"peer_name\":\"tesseract-core 1.15.0\","
            + "\"unit\":\"MB/s\",\"ratio\":25.0,\"reach\":20.0,\"ok\":true}",
        row(tesseract).json());
  }

  @Test
  void aMissedReachIsNotOk() {
    assertEquals(false, row(new Figure("tesseract-core 1.15.0", "array.json", 40_000_000, 0.5)).ok());
  }

  @Test
  void withoutAReachTheRatioMayBeAny() {
    assertEquals(true, row(new Figure("orjson 3.13.0 + numpy 2.4.6", "array.json", 40_000_000, 0.01)).ok());
  }

  @Test
  void withoutAPeerThereIsNothingToCompare() {
    assertEquals(
        "{\"work\":\"array.json\",\"ours\":1000.0,\"peer\":null,\"peer_name\":null,\"unit\":\"MB/s\",\"ratio\":null,"
            + "\"reach\":null,\"ok\":null}",
        Compare.rowsOf(OURS, List.of()).getFirst().json());
  }

  @Test
  void otherWorkOfAPeerIsNoRow() {
    List<Row> rows =
        Compare.rowsOf(OURS, List.of(new Figure("tesseract-core 1.15.0", "array.base64.json", 40_000_000, 1)));

    assertEquals(List.of(new Row("array.json", "MB/s", 1000.0, null, null, null)), rows);
  }

  @Test
  void oneThreadOfOursStandsBesideTwo() {
    Figure one = new Figure("sheaf, one thread", PipelineWork.CPU, 20_000, Figure.Unit.ITEMS, 0.2);
    Figure two = new Figure("sheaf", PipelineWork.CPU, 20_000, Figure.Unit.ITEMS, 0.1);

    List<Row> rows = Compare.rows(List.of(one, two), List.of());

    assertEquals(List.of(new Row(PipelineWork.CPU, "1000/s", 200.0, 100.0, "sheaf, one thread", 1.9)), rows);
  }

  @Test
  void shuffledBatchesStandBesideThoseOfThePeers() {
    Figure ours = new Figure("sheaf", PackedRows.WORK, 1_000_000, 1);
    Figure grain = new Figure("grain 0.2.18", "images.npy, shuffled batches of 256, threads 0", 1_000_000, 1);
    Figure sorted =
        new Figure(
            "numpy 2.4.6", "images.npy, a[idx], shuffled batches of 256, indices sorted in each", 1_000_000, 1);

    List<Row> rows = Compare.rowsOf(ours, List.of(grain, sorted));

    assertEquals(List.of(100.0), rows.stream().map(Row::reach).toList());
  }

  @Test
  void theBestOfAllRoundsCounts() {
    Figure slower = new Figure("sheaf", "array.json", 40_000_000, 0.05);

    assertEquals(List.of(OURS), Compare.best(List.of(slower, OURS)));
    assertEquals(List.of(OURS), Compare.best(List.of(OURS, slower)));
  }

  @Test
  void linesThatAreNoFiguresAreLeftOut() {
    assertEquals(Optional.of(OURS), Figure.parse(OURS.line()));
    assertEquals(Optional.empty(), Figure.parse("{\"peer\":\"litdata\",\"skipped\":\"not installed\"}"));
    assertEquals(Optional.empty(), Figure.parse("a warning"));
  }

  private static Row row(Figure peer) {
    return Compare.rowsOf(OURS, List.of(peer)).getFirst();
  }
}
