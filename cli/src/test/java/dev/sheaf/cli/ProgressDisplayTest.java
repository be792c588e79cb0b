package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The lines that tell how far work has got.
class ProgressDisplayTest {
  private static final long MEBIBYTE = 1 << 20;

  private final StringWriter err = new StringWriter();
  private long now = TimeUnit.HOURS.toNanos(5);

  @Test
  void tellsHowLongItWillTakeAtTheRateSoFar() {
    try (ProgressDisplay lines = lines(ProgressDisplay.Unit.MEBIBYTES)) {
      lines.advanced(1, 1024 * MEBIBYTE);
      pass(4);
      lines.advanced(128 * MEBIBYTE, 1024 * MEBIBYTE);
      pass(4);
      lines.advanced(136 * MEBIBYTE, 1024 * MEBIBYTE);
      pass(400);
      lines.advanced(512 * MEBIBYTE, 1024 * MEBIBYTE);
      pass(40_000);
      lines.advanced(768 * MEBIBYTE, 1024 * MEBIBYTE);
    }
    assertEquals(
        """
        working: 128 of 1,024 MiB (13 %), 28 s left
        working: 136 of 1,024 MiB (13 %), 52 s left
        working: 512 of 1,024 MiB (50 %), 6 min 48 s left
        working: 768 of 1,024 MiB (75 %), 3 h 44 min left
        """,
        err.toString());
  }

  @Test
  void tellsNothingOfTheTimeWhereNobodyKnows() {
    try (ProgressDisplay lines = lines(ProgressDisplay.Unit.MEBIBYTES)) {
      pass(5);
      lines.advanced(0, 0);
      pass(5);
      lines.advanced(0, MEBIBYTE);
      pass(5);
      lines.advanced(MEBIBYTE, MEBIBYTE);
    }
    assertEquals(
        """
        working: 0 of 0 MiB (100 %)
        working: 0 of 1 MiB (0 %)
        working: 1 of 1 MiB (100 %)
        """,
        err.toString());
  }

  @Test
  void countsRows() {
    try (ProgressDisplay lines = lines(ProgressDisplay.Unit.ROWS)) {
      pass(10);
      lines.advanced(1000, 3000);
    }
    assertEquals("working: 1,000 of 3,000 rows (33 %), 20 s left\n", err.toString());
  }

  @Test
  void printsNothingOfShortWork() {
    try (ProgressDisplay lines = lines(ProgressDisplay.Unit.ROWS)) {
      pass(2);
      lines.advanced(1, 3);
      lines.advanced(3, 3);
    }
    assertEquals("", err.toString());
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private ProgressDisplay lines(ProgressDisplay.Unit unit) {
    PrintWriter writer = new PrintWriter(err);
    Terminal terminal =
        new Terminal(new PrintWriter(new StringWriter()), writer, false, InputStream.nullInputStream());
    return new ProgressDisplay.Plain("working", unit, new Lines(terminal, false), () -> now);
  }
}
