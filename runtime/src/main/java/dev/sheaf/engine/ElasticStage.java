package dev.sheaf.engine;

import dev.sheaf.batch.Collator;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.BatchedSamples;
import dev.sheaf.order.Finitude;
import dev.sheaf.order.Samples;
import dev.sheaf.order.SlicedSamples;
import dev.sheaf.stage.Cursor;
import dev.sheaf.stage.Holding;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The batches of one of several readers that go through the items together, in steps: in each step every reader has one
/// batch. Where they have got to is one number, the same for all of them, so that they can go on as more or fewer.
///
/// Of the items from there on, a reader has every `world`-th. The last items of an epoch, too few for a step, are left
/// out by all.
public final class ElasticStage<T, B> extends Stage<B> {
  private static final String NAME = "elastic";

  private final Samples<T> samples;
  private final int rank;
  private final int world;
  private final int globalBatch;
  private final Collator<? super T, ? extends B> collator;
  private final String name;
  private final int prefetch;

  /// @param name what errors and the ledger call it
  /// @param globalBatch how many items all readers have in a step
  /// @param prefetch how many batches may be in the making or wait at once; 0 for a few
  /// @throws IllegalArgumentException if the rank is out of range, or the readers cannot share a global batch evenly
  /// @throws IllegalStateException if the samples have holes
  public ElasticStage(
      Samples<T> samples,
      String name,
      int rank,
      int world,
      int globalBatch,
      Collator<? super T, ? extends B> collator,
      int prefetch) {
    SlicedSamples.requireRank(rank, world);
    if (globalBatch < 1 || globalBatch % world != 0) {
      throw new IllegalArgumentException(
          "expected a global batch that %d readers can share evenly, found %d items".formatted(world, globalBatch));
    }
    if (samples.hasHoles()) {
      throw new IllegalStateException(
          "expected an item at each position before elasticBatch(), found %s, where some have none".formatted(samples));
    }
    this.samples = samples;
    this.name = name;
    this.rank = rank;
    this.world = world;
    this.globalBatch = globalBatch;
    this.collator = collator;
    this.prefetch = prefetch;
  }

  @Override
  public Cursor<B> open(Run run, long epoch, @Nullable State from) {
    long size = samples.size();
    long first = 0;
    if (from != null) {
      first = from.require(NAME, 1, 0).number(0);
      if (first < 0 || first > size) {
        throw new CheckpointMismatchException(
            Part.STATE, "a position from 0 to " + size, Long.toString(first), "its text was damaged: start anew");
      }
    }
    long steps = size == Samples.UNBOUNDED ? Samples.UNBOUNDED / globalBatch : (size - first) / globalBatch;
    Samples<B> batches = batches(epoch, first, steps);
    return new ElasticCursor<>(new SamplesStage<>(batches, prefetch).open(run, 0, null), first, globalBatch);
  }

  /// This reader's batches of an epoch, from some item on.
  private Samples<B> batches(long epoch, long first, long steps) {
    long begin = (samples.size() == Samples.UNBOUNDED ? 0 : epoch * samples.size()) + first;
    Samples<T> rest = SlicedSamples.part(samples, begin + rank, world, steps * (globalBatch / world));
    return new BatchedSamples<>(rest, name, globalBatch / world, true, collator);
  }

  private static final class ElasticCursor<B> extends Cursor<B> {
    private final Cursor<B> batches;
    private final long first;
    private final int globalBatch;

    ElasticCursor(Cursor<B> batches, long first, int globalBatch) {
      this.batches = batches;
      this.first = first;
      this.globalBatch = globalBatch;
    }

    @Override
    public boolean advance() {
      return batches.advance();
    }

    @Override
    public B item() {
      return batches.item();
    }

    @Override
    public State state() {
      return after(batches.state());
    }

    @Override
    public State place() {
      return after(batches.place());
    }

    private State after(State steps) {
      return State.of(NAME, first + steps.number(0) * globalBatch);
    }

    @Override
    public boolean isReady() {
      return batches.isReady();
    }

    @Override
    public void close() {
      batches.close();
    }
  }

  /// Unknown: an epoch that was begun by readers with other batches has another number of steps.
  @Override
  public long size() {
    return samples.size() == Samples.UNBOUNDED ? UNBOUNDED : UNKNOWN;
  }

  @Override
  public Finitude finitude() {
    return samples.finitude();
  }

  @Override
  public long epochs() {
    return samples.size() == Samples.UNBOUNDED ? 1 : Long.MAX_VALUE / Math.max(1, samples.widest());
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of();
  }

  @Override
  public List<Dataset<?>> datasets() {
    return samples.datasets();
  }

  /// Not, in that readers who go on in another number have other batches: a state must say by itself how far they got.
  @Override
  public boolean isDeterministic() {
    return false;
  }

  @Override
  public int itemsPerBlock() {
    return 1;
  }

  @Override
  public Footprint footprint() {
    return collator instanceof ColumnCollator<?, ?> ? samples.footprint().times(globalBatch / world) : Footprint.UNKNOWN;
  }

  @Override
  public List<Holding> holdings(int threads) {
    return new SamplesStage<>(batches(0, 0, samples.size() / globalBatch), prefetch).holdings(threads);
  }

  @Override
  public String toString() {
    String words = samples.toString();
    return words.isEmpty() ? "elasticBatch()" : words + ".elasticBatch()";
  }
}
