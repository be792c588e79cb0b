package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.order.Finitude;
import dev.sheaf.stage.ResumableIterator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final List<String> WORDS = List.of("a", "b", "c", "d", "e");

  @Test
  void anIterableIsAskedForAnIteratorInEachEpoch() {
    PipelineContract.check(Pipeline.from("words", WORDS), WORDS);
    PipelineContract.check(Pipeline.from("words", new TreeSet<>(WORDS)), WORDS);
    PipelineContract.check(Pipeline.from("words", () -> WORDS.iterator()), WORDS);
    PipelineContract.check(Pipeline.from("nothing", List.of()), List.of());
  }

  @Test
  void aResumableIteratorIsPutWhereItWas() {
    AtomicLong read = new AtomicLong();
    PipelineContract.check(Pipeline.from("few", () -> new Offsets(5, read)), List.of(0L, 1L, 2L, 3L, 4L));

    Pipeline<Long> lines = Pipeline.from("lines", () -> new Offsets(10_000, read)).prefetch(8);
    List<Long> all = PipelineTest.epoch(lines);
    Checkpoint late;
    try (DataLoader<Long> loader = lines.open()) {
      assertEquals(all.subList(0, 9995), PipelineTest.take(loader, 9995));
      late = loader.checkpoint();
    }
    read.set(0);
    try (DataLoader<Long> loader = lines.resume(late)) {
      assertEquals(all.subList(9995, 10_000), PipelineTest.rest(loader));
    }
    assertTrue(read.get() < 100, () -> read + " lines were read to give the last five");
  }

  /// Lines that are 7 bytes apart.
  private static final class Offsets implements ResumableIterator<Long> {
    private final long end;
    private final AtomicLong read;
    private long offset;

    Offsets(long lines, AtomicLong read) {
      this.end = lines * 7;
      this.read = read;
    }

    @Override
    public long position() {
      return offset;
    }

    @Override
    public void seek(long position) {
      offset = position;
    }

    @Override
    public boolean hasNext() {
      return offset < end;
    }

    @Override
    public Long next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      read.incrementAndGet();
      long line = offset / 7;
      offset += 7;
      return line;
    }
  }

  @Test
  void refusesACheckpointOfItemsOfAnotherName() {
    Checkpoint checkpoint;
    try (DataLoader<String> loader = Pipeline.from("words", WORDS).open()) {
      PipelineTest.take(loader, 2);
      checkpoint = loader.checkpoint();
    }
    var refusal =
        assertThrows(CheckpointMismatchException.class, () -> Pipeline.from("others", WORDS).resume(checkpoint));
    assertEquals(CheckpointMismatchException.Part.PLAN, refusal.part());
  }

  @Test
  void itemsThatAreFewerThanTheyWereAreFoundOut() {
    List<String> words = new ArrayList<>(WORDS);
    Pipeline<String> pipeline = Pipeline.from("words", () -> words.iterator());
    Checkpoint checkpoint;
    try (DataLoader<String> loader = pipeline.open()) {
      PipelineTest.take(loader, 4);
      checkpoint = loader.checkpoint();
    }
    words.subList(1, 5).clear();
    var refusal = assertThrows(CheckpointMismatchException.class, () -> pipeline.resume(checkpoint));
    assertEquals(CheckpointMismatchException.Part.POSITION, refusal.part());
  }

  @Test
  void aFaultOfAnIteratorComesAfterTheItemsBeforeItAndEndsTheRun() {
    Iterable<Long> failing =
        () ->
            new Iterator<>() {
              private long next;

              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public Long next() {
                if (next == 3) {
                  throw new IllegalStateException("the connection was lost");
                }
                return next++;
              }
            };
    try (DataLoader<Long> loader = Pipeline.from("wire", failing).open()) {
      assertEquals(List.of(0L, 1L, 2L), PipelineTest.take(loader, 3));
      for (int again = 0; again < 2; again++) {
        var failure = assertThrows(PipelineException.class, () -> loader.iterator().hasNext());
        assertEquals("wire", failure.stage());
        var cause = assertInstanceOf(IllegalStateException.class, failure.getCause());
        assertEquals("the connection was lost", cause.getMessage());
      }
    }
  }

  @Test
  void whetherItemsEndIsBelievedAndNotChecked() {
    assertEquals(Finitude.FINITE, Pipeline.from("words", WORDS).finitude());
    Pipeline<String> endless = Pipeline.from("words", WORDS, Finitude.INFINITE);
    assertEquals(Finitude.INFINITE, endless.finitude());
    assertEquals(WORDS, PipelineTest.epoch(endless));
  }

  @Test
  void aCountGoesOnUntilThereIsNoNextNumber() {
    PipelineContract.check(Pipeline.count(4, 3).take(4), List.of(4L, 7L, 10L, 13L));
    PipelineContract.check(Pipeline.count(3, -2).take(3), List.of(3L, 1L, -1L));
    PipelineContract.check(Pipeline.count(5, 0).take(2), List.of(5L, 5L));
    assertEquals(Finitude.PSEUDO_INFINITE, Pipeline.count(0, 1).finitude());
    try (DataLoader<Long> loader = Pipeline.count(Long.MAX_VALUE - 1, 1).open()) {
      Iterator<Long> numbers = loader.iterator();
      assertEquals(Long.MAX_VALUE - 1, numbers.next());
      assertEquals(Long.MAX_VALUE, numbers.next());
      var failure = assertThrows(PipelineException.class, numbers::next);
      assertEquals("count", failure.stage());
      assertInstanceOf(ArithmeticException.class, failure.getCause());
    }
  }

  @Test
  void aConstantEndsWithWhatItIsPutBeside() {
    assertEquals(Finitude.PSEUDO_INFINITE, Pipeline.constant("x").finitude());
    PipelineContract.check(Pipeline.constant("x").take(3), List.of("x", "x", "x"));
    PipelineContract.check(
        Pipeline.zip(Pipeline.from("words", WORDS), Pipeline.constant("!"), String::concat),
        List.of("a!", "b!", "c!", "d!", "e!"));
  }
}
