package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/// All that a consumer can see of a run over the first epochs.
///
/// @param items what was delivered, and the messages of faults that one could go on behind
/// @param ends how many of these had come when an epoch ended, for each
/// @param failure the message of the one that ended the run, if any
/// @param quarantine what stands in the quarantine file, if there is one
record Seen(List<Object> items, List<Integer> ends, Optional<String> failure, Ledger ledger, String quarantine) {
  static final int EPOCHS = 2;

  private static final Ledger NO_LEDGER = new Ledger(0, 0, List.of());

  /// What a run may have at most; one that is longer is not worth the time.
  private static final int MOST = 400;

  /// A pipeline that has too many items.
  static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// Part of a run, from a checkpoint on.
  private static final class Reader {
    final List<Object> items = new ArrayList<>();
    final List<Integer> ends = new ArrayList<>();
    Optional<String> failure = Optional.empty();

    /// Goes on for so many items, or to the end.
    ///
    /// @return whether there is more
    boolean read(DataLoader<?> loader, int count) {
      long until = items.size() + (long) count;
      endEpochs(loader);
      while (loader.checkpoint().epoch() < EPOCHS) {
        Iterator<?> epoch = loader.iterator();
        while (items.size() >= until || hasNext(epoch)) {
          if (items.size() >= until) {
            return true;
          }
          try {
            items.add(epoch.next());
          } catch (NoSuchElementException e) {
            break; // What was left of the epoch failed, and was left out.
          } catch (PipelineException e) {
            if (!e.isRecoverable()) {
              failure = Optional.of(String.valueOf(e.getMessage()));
              return false;
            }
            items.add(e.getMessage());
          }
          if (items.size() > MOST) {
            throw new TooLong();
          }
        }
        if (failure.isPresent()) {
          return false;
        }
        endEpochs(loader);
      }
      return false;
    }

    private void endEpochs(DataLoader<?> loader) {
      while (ends.size() < loader.checkpoint().epoch()) {
        ends.add(items.size());
      }
    }

    private boolean hasNext(Iterator<?> epoch) {
      while (true) {
        try {
          return epoch.hasNext();
        } catch (PipelineException e) {
          if (!e.isRecoverable()) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            return false;
          }
          items.add(e.getMessage());
        }
      }
    }

    Seen seen(DataLoader<?> loader, Path quarantine) {
      try {
        String lines = Files.exists(quarantine) ? Files.readString(quarantine) : "";
        return new Seen(items, ends, failure, loader.ledger(), lines);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Seen withoutLedger() {
    return new Seen(items, ends, failure, NO_LEDGER, quarantine);
  }

  /// An uninterrupted run.
  static Seen of(Pipeline<?> pipeline, Path quarantine) {
    Reader reader = new Reader();
    try (DataLoader<?> loader = pipeline.open()) {
      reader.read(loader, Integer.MAX_VALUE);
      return reader.seen(loader, quarantine);
    }
  }

  /// A run in pieces, each by a loader that begins where a checkpoint says.
  ///
  /// @param lengths how many items the pieces have
  static Seen inPieces(Supplier<? extends Pipeline<?>> pipelines, Supplier<Integer> lengths, Path quarantine) {
    Reader reader = new Reader();
    Checkpoint checkpoint = null;
    while (true) {
      Pipeline<?> pipeline = pipelines.get();
      try (DataLoader<?> loader = checkpoint == null ? pipeline.open() : pipeline.resume(checkpoint)) {
        if (!reader.read(loader, lengths.get())) {
          return reader.seen(loader, quarantine);
        }
        checkpoint = Checkpoint.fromJson(loader.checkpoint().toJson());
      }
    }
  }
}
