package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.sheaf.DataException;
import dev.sheaf.format.RowSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// A damaged file is opened and read through: that gives rows, or a [DataException], and takes little memory.
final class Damage {
  private final FormatUnderTest format;
  private final Sample sample;
  private final List<Object> whole;

  Damage(FormatUnderTest format, Sample sample) {
    this.format = format;
    this.sample = sample;
    this.whole = sample.comparable();
  }

  /// Where to damage a file of this many bytes: everywhere, or at its start, at its end and evenly in between.
  static long[] places(long size, int most) {
    if (size <= most) {
      return LongStream.range(0, size).toArray();
    }
    long third = most / 3;
    long step = (size - 2 * third) / third + 1;
    return LongStream.range(0, size)
        .filter(at -> at < third || at >= size - third || (at - third) % step == 0)
        .toArray();
  }

  /// What came of one try.
  ///
  /// @param refusal why not all rows could be read; empty if they could
  /// @param said how many rows it said there were; -1 if it could not be opened
  /// @param rows those that were read; in place of one that could not be, the refusal
  record Outcome(Optional<DataException> refusal, long said, List<Object> rows) {}

  /// Opens a file and reads all of its rows.
  ///
  /// @param place what was done to the file, for messages
  /// @throws AssertionError if that throws anything but a [DataException], takes too much memory, or leaves the file
  ///     open or closed where it should not
  Outcome read(HostileFile file, String place) {
    try {
      long before = allocated();
      Outcome outcome = attempt(file);
      long taken = allocated() - before;
      if (taken > format.memoryBudget()) {
        throw new AssertionError("%d bytes of memory taken, more than %d".formatted(taken, format.memoryBudget()));
      }
      return outcome;
    } catch (AssertionError | RuntimeException | OutOfMemoryError | StackOverflowError e) {
      throw new AssertionError("%s: expected rows or a DataException, found %s".formatted(place, e), e);
    }
  }

  private Outcome attempt(HostileFile file) {
    RowSource source;
    try {
      source = format.open(sample, file);
    } catch (DataException e) {
      file.assertOpen();
      file.close();
      return new Outcome(Optional.of(e), -1, List.of());
    }
    Optional<DataException> refusal = Optional.empty();
    List<Object> rows = new ArrayList<>();
    long said;
    try (source) {
      said = source.size();
      // A file may say that it has more rows than anyone could wait for; the first and the last tell enough.
      for (long row = 0; row < said; row = row == whole.size() * 4L ? Math.max(row + 1, said - 4) : row + 1) {
        try {
          rows.add(Plain.row(source, row));
        } catch (DataException e) {
          rows.add(e);
          refusal = Optional.of(e);
        }
      }
    }
    file.assertClosed();
    return new Outcome(refusal, said, rows);
  }

  /// Sees to it that a row is the one of the whole file, or was refused.
  void assertNoWrongRow(Outcome outcome, String place) {
    if (outcome.said() >= 0) {
      assertEquals(whole.size(), outcome.said(), () -> place + ": the number of rows");
    }
    for (int row = 0; row < outcome.rows().size(); row++) {
      int at = row;
      if (!(outcome.rows().get(row) instanceof DataException)) {
        assertEquals(whole.get(row), outcome.rows().get(row), () -> "%s: row %d".formatted(place, at));
      }
    }
  }

  /// Sees to it that rows are those at the start of the whole file.
  void assertFirstRows(Outcome outcome, String place) {
    assertEquals(whole.subList(0, Math.min(whole.size(), outcome.rows().size())), outcome.rows(), place);
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        ? threads.getCurrentThreadAllocatedBytes()
        : 0;
  }
}
