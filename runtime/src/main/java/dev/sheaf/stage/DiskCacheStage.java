package dev.sheaf.stage;

import dev.sheaf.SheafException;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.State;
import dev.sheaf.codec.ItemCodec;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Fault;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The items of the first epoch, kept in a file: each epoch gives those, in this run and in later ones.
///
/// An epoch that is read from its beginning while there is no file writes one, which appears when all items have come.
/// One that goes on in the middle, or in which an item could not be made and was not left out, writes none. Whoever writes at
/// the same time writes another; the first that is complete stays.
public final class DiskCacheStage<T> extends DerivedStage<T, T> {
  /// What errors call it.
  private static final String STAGE = "cache";

  private static final String NAME = "diskCache";

  private final Path file;
  private final String version;
  private final ItemCodec<T> codec;

  /// @param folder is made where it is missing
  /// @param version what the functions before it make
  /// @throws IllegalArgumentException if the items' order is not determined
  public DiskCacheStage(Stage<T> upstream, Path folder, String version, ItemCodec<T> codec) {
    if (!upstream.isDeterministic()) {
      throw new IllegalArgumentException("expected items to cache whose order is determined, found " + upstream);
    }
    super(upstream);
    this.file = folder.resolve(CacheFile.NAME);
    this.version = version;
    this.codec = codec;
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    long first = 0;
    State inner = null;
    if (from != null) {
      first = from.require(NAME, 1, -1).number(0);
      inner = from.parts().isEmpty() ? null : from.require(NAME, 1, 1).parts().getFirst();
    }
    CacheOrigin origin = CacheOrigin.of(upstream, version, codec);
    if (Files.exists(file)) {
      return reading(run, CacheFile.open(file, origin), first);
    }
    Run telling = run.tellingOfFailures();
    if (inner == null && first == 0) {
      return new Writing(upstream.open(telling, 0, null), origin);
    }
    return new Passing(upstream.open(telling, 0, inner != null ? inner : behind(run, first)), first);
  }

  /// Where to go on after so many items, which were read from a file that is gone.
  private State behind(Run run, long items) {
    try (Cursor<T> again = upstream.open(run.rereading(), 0, null)) {
      for (long item = 0; item < items; item++) {
        run.check();
        if (!again.advance()) {
          throw new CheckpointMismatchException(
              CheckpointMismatchException.Part.STATE,
              "%d items or more to cache".formatted(items),
              Long.toString(item),
              "the data has changed since: start anew");
        }
      }
      return again.state();
    }
  }

  private Cursor<T> reading(Run run, CacheFile cache, long first) {
    if (first < 0 || first > cache.count()) {
      cache.close();
      throw new CheckpointMismatchException(
          CheckpointMismatchException.Part.STATE,
          "an item from 0 to " + cache.count(),
          Long.toString(first),
          "its text was damaged, or the cache is another: start anew");
    }
    return new Reading(run, cache, first);
  }

  /// The items of the file.
  private final class Reading extends Cursor<T> {
    private final Run run;
    private final CacheFile cache;
    private final Tally expected;
    private long next;
    private @Nullable T item;

    Reading(Run run, CacheFile cache, long first) {
      this.run = run;
      this.cache = cache;
      this.expected = run.tally(STAGE, Tally.Kind.EXPECTED);
      this.next = first;
    }

    @Override
    public boolean advance() {
      while (next < cache.count()) {
        run.check();
        long number = next++;
        expected.add();
        try {
          item = cache.get(number, codec::read);
          return true;
        } catch (RuntimeException e) {
          run.goOnBehind(new Fault(STAGE, -1, e));
        }
      }
      return false;
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item, "advance() was not called");
    }

    @Override
    public State state() {
      return State.of(NAME, next);
    }

    @Override
    public State place() {
      return State.of(NAME, next - 1);
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void close() {
      cache.close();
    }
  }

  /// The items as they come. A state says how many, and where they come from.
  private class Passing extends DerivedCursor<T, T> {
    private long next;

    Passing(Cursor<T> source, long first) {
      super(source);
      this.next = first;
    }

    @Override
    public boolean advance() {
      if (!upstream.advance()) {
        return false;
      }
      next++;
      return true;
    }

    @Override
    public T item() {
      return upstream.item();
    }

    @Override
    public long row() {
      return upstream.row();
    }

    @Override
    public State state() {
      // In front of the first there is nothing to go on behind, and a file to be written.
      return next == 0 ? State.of(NAME, 0) : State.over(upstream.state(), NAME, next);
    }

    @Override
    public State place() {
      return State.over(upstream.place(), NAME, next - 1);
    }
  }

  /// The items as they come, each written down.
  private final class Writing extends Passing {
    private final CacheOrigin origin;

    /// Null before the first item and when nothing is written any more.
    private @Nullable CacheWriter writer;

    private boolean gaveUp;
    private @Nullable FaultException failure;

    Writing(Cursor<T> source, CacheOrigin origin) {
      super(source, 0);
      this.origin = origin;
    }

    @Override
    public boolean advance() {
      if (failure != null) {
        throw failure;
      }
      boolean there;
      try {
        there = super.advance();
      } catch (FaultException e) {
        // One item is missing for whoever reads the file.
        giveUp();
        throw e;
      }
      if (there) {
        keep();
      } else {
        complete();
      }
      return there;
    }

    private void keep() {
      if (gaveUp) {
        return;
      }
      MemorySegment bytes;
      try {
        bytes = codec.write(upstream.item());
      } catch (Exception e) {
        throw failed(new Fault(STAGE, upstream.row(), e).about(upstream.item()));
      }
      try {
        writer().write(bytes);
      } catch (SheafException e) {
        throw failed(new Fault(STAGE, upstream.row(), e));
      }
    }

    private CacheWriter writer() {
      if (writer == null) {
        writer = CacheWriter.create(file);
      }
      return writer;
    }

    private void complete() {
      if (gaveUp) {
        return;
      }
      try (CacheWriter whole = writer()) {
        if (!Files.exists(file)) {
          whole.commit(origin);
        }
        gaveUp = true;
        writer = null;
      } catch (SheafException e) {
        throw failed(new Fault(STAGE, -1, e));
      }
    }

    private FaultException failed(Fault fault) {
      failure = new FaultException(fault, true);
      try {
        giveUp();
      } catch (SheafException e) {
        fault.cause().addSuppressed(e);
      }
      return failure;
    }

    private void giveUp() {
      gaveUp = true;
      CacheWriter begun = writer;
      writer = null;
      if (begun != null) {
        begun.close();
      }
    }

    @Override
    public void close() {
      try {
        giveUp();
      } finally {
        super.close();
      }
    }
  }

  /// Unknown: items that were left out are not in the file.
  @Override
  public long size() {
    return upstream.size() == UNBOUNDED ? UNBOUNDED : UNKNOWN;
  }

  @Override
  public String name() {
    return STAGE;
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public String toString() {
    return then(upstream, "cache(disk)");
  }
}
