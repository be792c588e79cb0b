package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Lists of items of like length: each item goes into the shortest bucket that takes it, and a bucket that is full is given.
///
/// At the end the buckets that are not full are given from the longest down, each topped up with the last items of the
/// next shorter ones; so only the last of them can be short.
public final class BucketByLengthStage<T> extends DerivedStage<T, List<T>> {
  private static final String NAME = "bucketByLength";

  private static final String BEHIND = "bucketsBehind";
  private static final int PER_BLOCK = 8;

  private final String name;
  private final LengthBuckets buckets;
  private final ToLongFunction<? super T> length;

  /// @param name what errors and the ledger call it
  /// @param length the length of an item, 0 or more
  public BucketByLengthStage(
      Stage<T> upstream, String name, LengthBuckets buckets, ToLongFunction<? super T> length) {
    super(upstream);
    this.name = name;
    this.buckets = buckets;
    this.length = length;
  }

  @Override
  public Cursor<List<T>> open(Run run, long epoch, @Nullable State from) {
    if (from != null && from.stage().equals(BEHIND)) {
      from.require(BEHIND, 1, 1);
      return open(run, epoch, from.parts().getFirst(), from.number(0));
    }
    return open(run, epoch, from, 0);
  }

  private Cursor<List<T>> open(Run run, long epoch, @Nullable State base, long givenSince) {
    HeldState held = base == null ? null : HeldState.of(base, NAME, 0, buckets.sizes().size());
    Cursor<T> cursor = EndingCursor.open(upstream, run, epoch, held == null ? null : held.upstream());
    return new Filling(cursor, run, epoch, held, givenSince);
  }

  /// To say where all items come from that are held costs as much as some hundred buckets. So that is said seldom, and in
  /// between how many buckets were given since: resumed, those are filled again.
  private final class Filling extends GatheringCursor<T, List<T>> {
    private final long epoch;
    private final List<Held<T>> filling = new ArrayList<>();
    private final long[] maxLengths;

    /// What was held at a checkpoint and is not read again yet.
    private @Nullable HeldState resumed;

    /// A state, how many buckets were given since, and how many items drawn.
    private State base;

    private long sinceBase;
    private long drawnSinceBase;

    /// Whether a fault was told since the last bucket: one cannot go on behind that by filling buckets again.
    private boolean told;

    private State place;
    private List<T> given = List.of();

    Filling(Cursor<T> upstream, Run run, long epoch, @Nullable HeldState resumed, long givenSince) {
      super(upstream, run, name);
      this.epoch = epoch;
      this.resumed = resumed;
      this.maxLengths = buckets.sizes().stream().mapToLong(BucketSize::maxLength).toArray();
      buckets.sizes().forEach(_ -> filling.add(new Held<>()));
      this.base = resumed == null ? held() : resumed.toState(NAME);
      this.sinceBase = givenSince;
      this.place = base;
    }

    private State held() {
      return new HeldState(List.of(), upstream.state(), filling.stream().map(Held::places).toList()).toState(NAME);
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        readAgain(resumed);
      }
      State before = state();
      try {
        if (!fill()) {
          return false;
        }
      } catch (FaultException e) {
        told = true;
        throw e;
      }
      place = before;
      sinceBase++;
      return true;
    }

    private void readAgain(HeldState state) {
      Collections.copy(
          filling, new Rereading<>(BucketByLengthStage.this.upstream, run, epoch).read(state.lists()));
      resumed = null;
      for (long left = sinceBase; left > 0; ) {
        left = run.again(this::fillAgain) ? left - 1 : 0;
      }
    }

    private boolean fillAgain() {
      while (true) {
        try {
          return fill();
        } catch (FaultException e) {
          // Others have been told.
          if (e.isFinal()) {
            throw e;
          }
        }
      }
    }

    private boolean fill() {
      while (upstream.advance()) {
        drawnSinceBase++;
        int bucket = bucketOf(upstream.item());
        if (bucket >= 0) {
          Held<T> itsBucket = filling.get(bucket);
          itsBucket.add(upstream);
          holding.add();
          if (itsBucket.size() >= buckets.sizes().get(bucket).count()) {
            give(itsBucket);
            return true;
          }
        }
        run.check();
      }
      return giveRemainder();
    }

    private void give(Held<T> bucket) {
      given = bucket.release().items();
      holding.add(-given.size());
      taken.add(given.size());
      made.add();
    }

    /// Where an item goes, or -1 if nowhere.
    private int bucketOf(T item) {
      long itsLength;
      calls.add();
      try {
        itsLength = length.applyAsLong(item);
        if (itsLength < 0) {
          throw new IllegalStateException("expected a length of 0 or more, found " + itsLength);
        }
      } catch (Exception e) {
        run.leaveOut(new Fault(name, upstream.row(), e).about(item));
        return -1;
      }
      if (itsLength < buckets.minLength()) {
        if (buckets.skipsTooShort()) {
          dropped.add();
        } else {
          leaveOut(itsLength, "skip such items with skipTooShort()");
        }
        return -1;
      }
      int bucket = shortestFor(itsLength);
      if (bucket < maxLengths.length) {
        return bucket;
      }
      if (buckets.skipsTooLong()) {
        dropped.add();
      } else {
        leaveOut(itsLength, "skip such items with skipTooLong()");
      }
      return -1;
    }

    /// The first bucket that is long enough; how many there are, if none is.
    private int shortestFor(long itsLength) {
      int found = Arrays.binarySearch(maxLengths, itsLength);
      int bucket = found < 0 ? -found - 1 : found;
      while (bucket > 0 && maxLengths[bucket - 1] >= itsLength) {
        bucket--;
      }
      return bucket;
    }

    private void leaveOut(long itsLength, String advice) {
      run.goOnBehind(
          new Fault(
              name,
              upstream.row(),
              new LengthOutOfRangeException(name, itsLength, buckets.minLength(), buckets.maxLength(), advice))
              .about(upstream.item()));
    }

    private boolean giveRemainder() {
      for (int bucket = filling.size() - 1; bucket >= 0; bucket--) {
        Held<T> itsBucket = filling.get(bucket);
        if (!itsBucket.isEmpty()) {
          int count = Math.max(1, buckets.sizes().get(bucket).count());
          topUp(itsBucket, bucket, count);
          if (itsBucket.size() == count || !buckets.dropsRemainder()) {
            give(itsBucket);
            return true;
          }
          int left = itsBucket.release().size();
          holding.add(-left);
          dropped.add(left);
        }
      }
      return false;
    }

    private void topUp(Held<T> held, int bucket, int count) {
      for (int shorter = bucket - 1; shorter >= 0; shorter--) {
        while (held.size() < count && !filling.get(shorter).isEmpty()) {
          held.addLastOf(filling.get(shorter));
        }
      }
    }

    @Override
    public List<T> item() {
      return Collections.unmodifiableList(given);
    }

    @Override
    public State place() {
      return place;
    }

    @Override
    public State state() {
      if (resumed == null && (told || drawnSinceBase >= restateAfter())) {
        base = held();
        told = false;
        sinceBase = 0;
        drawnSinceBase = 0;
      }
      return behind();
    }

    private State behind() {
      return sinceBase == 0 ? base : State.over(base, BEHIND, sinceBase);
    }

    /// As many items as are held, so that what saying it costs is shared by as many.
    private long restateAfter() {
      return BucketByLengthStage.this.upstream.isDeterministic()
          ? filling.stream().mapToLong(Held::size).sum()
          : 0;
    }
  }

  @Override
  public long size() {
    return upstream.size() == UNBOUNDED ? UNBOUNDED : UNKNOWN;
  }

  @Override
  public int itemsPerBlock() {
    return PER_BLOCK;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Holding> holdings(int threads) {
    long items = buckets.sizes().stream().mapToLong(BucketSize::count).sum();
    return List.of(new Holding("open buckets", items, upstream.footprint()));
  }

  @Override
  public String toString() {
    return then(upstream, "bucketByLength(" + buckets + ")");
  }
}
