package dev.sheaf.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.Checkpoint;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every pipeline keeps whose order is determined, whatever it leaves out: interrupted at any boundary and resumed, it
/// gives the same items, ends in the same way and has the same ledger as uninterrupted; and at each its ledger accounts for
/// everything.
final class LedgerContract {
  private static final int EPOCHS = 2;

  private LedgerContract() {}

  /// All that a consumer can see of a run.
  ///
  /// @param end how it ended: the message of its failure, or nothing
  /// @param written what it has written down
  record Seen(List<Object> items, String end, Ledger ledger, String written) {}

  /// Checks a pipeline.
  ///
  /// @param pipelines gives it anew each time: only threads and what is prefetched may differ
  /// @param words tell it from others
  ///
  /// @return what is seen of it
  static Seen check(Supplier<? extends Pipeline<?>> pipelines, String words) {
    return check(pipelines, words, () -> "");
  }

  /// Checks a pipeline, and what it writes down.
  static Seen check(Supplier<? extends Pipeline<?>> pipelines, String words, Supplier<String> written) {
    Seen whole = run(pipelines.get(), new ArrayList<>(), null, written);
    assertTrue(whole.ledger.balances(), () -> words + ": " + whole.ledger);
    for (int interrupted = 0; interrupted <= whole.items.size(); interrupted++) {
      for (boolean looksAhead : new boolean[] {false, true}) {
        List<Object> items = new ArrayList<>();
        String checkpoint = runUntil(pipelines.get(), interrupted, items, looksAhead);
        Seen resumed = run(pipelines.get(), items, checkpoint, written);
        String where = words + " interrupted after " + interrupted + (looksAhead ? ", looking ahead" : "");
        assertEquals(whole.end, resumed.end, where);
        assertEquals(whole.items, resumed.items, where + " at " + checkpoint);
        assertEquals(whole.ledger, resumed.ledger, where + " at " + checkpoint);
        assertEquals(whole.written, resumed.written, where);
      }
    }
    return whole;
  }

  private static String runUntil(Pipeline<?> pipeline, int count, List<Object> items, boolean looksAhead) {
    try (DataLoader<?> loader = pipeline.open()) {
      while (items.size() < count) {
        Iterator<?> iterator = loader.iterator();
        while (items.size() < count && iterator.hasNext()) {
          items.add(iterator.next());
          balances(loader);
        }
        if (looksAhead) {
          isMore(iterator);
        }
      }
      return loader.checkpoint().toJson();
    }
  }

  private static void balances(DataLoader<?> loader) {
    assertTrue(loader.ledger().balances(), () -> "%s of %s".formatted(loader.ledger(), loader.checkpoint().toJson()));
  }

  private static boolean isMore(Iterator<?> iterator) {
    try {
      return iterator.hasNext();
    } catch (PipelineException _) {
      // The one that is resumed is told of it, too.
      return false;
    }
  }

  private static Seen run(
      Pipeline<?> pipeline, List<Object> before, @Nullable String checkpoint, Supplier<String> written) {
    List<Object> items = new ArrayList<>(before);
    String end = "";
    Ledger ledger;
    try (DataLoader<?> loader =
        checkpoint == null ? pipeline.open() : pipeline.resume(Checkpoint.fromJson(checkpoint))) {
      try {
        while (loader.checkpoint().epoch() < EPOCHS) {
          for (Object item : loader) {
            items.add(item);
          }
        }
      } catch (PipelineException e) {
        end = String.valueOf(e.getMessage());
      }
      ledger = loader.ledger();
    }
    return new Seen(items, end, ledger, written.get());
  }
}
