package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.stage.BucketDivision.Divided;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists of consecutive items that cost enough together; see [DynamicBuckets].
public final class DynamicBucketStage<T> extends DerivedStage<T, List<T>> {
  private static final String NAME = "dynamicBucket";
  private static final int PER_BLOCK = 8;

  private final String name;
  private final DynamicBuckets<T> buckets;

  /// Gathers the items of `upstream`.
  ///
  /// @param name what errors and the ledger call it
  public DynamicBucketStage(Stage<T> upstream, String name, DynamicBuckets<T> buckets) {
    super(upstream);
    this.name = name;
    this.buckets = buckets;
  }

  @Override
  public Cursor<List<T>> open(Run run, long epoch, @Nullable State from) {
    HeldState held = from == null ? null : HeldState.of(from, NAME, 1, -1);
    Cursor<T> cursor = EndingCursor.open(upstream, run, epoch, held == null ? null : held.upstream());
    return new Gathering(cursor, run, epoch, held);
  }

  /// The first list of its state is what is being gathered; the others are buckets that wait.
  private final class Gathering extends GatheringCursor<T, List<T>> {
    private final long epoch;
    private final Deque<Held<T>> waiting = new ArrayDeque<>();
    private Held<T> gathered = new Held<>();
    private int carried;
    private double cost;
    private @Nullable HeldState resumed;
    private Held<T> given = new Held<>();

    Gathering(Cursor<T> upstream, Run run, long epoch, @Nullable HeldState resumed) {
      super(upstream, run, name);
      this.epoch = epoch;
      this.resumed = resumed;
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        readAgain(resumed);
      }
      while (waiting.isEmpty() && upstream.advance()) {
        T item = upstream.item();
        calls.add();
        try {
          cost += buckets.cost().applyAsDouble(item);
          gathered.add(upstream);
          holding.add();
        } catch (Exception e) {
          run.leaveOut(new Fault(name, upstream.row(), e).about(item));
        }
        if (buckets.isEnough(cost, gathered.size())) {
          cost = 0;
          carried = 0;
          divide(gathered.release());
        }
        run.check();
      }
      if (waiting.isEmpty() && !gathered.isEmpty()) {
        boolean isEnough = buckets.isEnough(cost, gathered.size());
        Held<T> rest = gathered.release();
        carried = 0;
        if (isEnough || !buckets.dropsRemainder()) {
          waiting.add(rest);
        } else {
          drop(rest.size());
        }
      }
      if (waiting.isEmpty()) {
        return false;
      }
      given = waiting.remove();
      count(given.size());
      return true;
    }

    private void drop(long items) {
      holding.add(-items);
      dropped.add(items);
    }

    /// One bucket is made.
    private void count(long items) {
      holding.add(-items);
      taken.add(items);
      made.add();
    }

    private void readAgain(HeldState state) {
      List<Held<T>> held = new Rereading<>(DynamicBucketStage.this.upstream, run, epoch).read(state.lists());
      gathered = held.removeFirst();
      waiting.addAll(held);
      carried = Math.toIntExact(state.own().getFirst());
      for (T item : gathered.items().subList(carried, gathered.size())) {
        cost += buckets.cost().applyAsDouble(item);
      }
      resumed = null;
    }

    private void divide(Held<T> enough) {
      if (buckets.division().isEmpty()) {
        waiting.add(enough);
        return;
      }
      try {
        Divided<T> divided = buckets.division().get().divide(Collections.unmodifiableList(enough.items()));
        Finding<T> finding = new Finding<>(enough);
        List<Held<T>> all = new ArrayList<>();
        divided.buckets().forEach(bucket -> all.add(finding.find(bucket)));
        gathered = finding.find(divided.carried());
        carried = gathered.size();
        waiting.addAll(all);
        drop(enough.size() - gathered.size() - all.stream().mapToLong(Held::size).sum());
      } catch (Exception e) {
        // All of them are lost as one that was to be made of them.
        count(enough.size());
        run.leaveOut(new Fault(name, -1, e));
      }
    }

    @Override
    public List<T> item() {
      return Collections.unmodifiableList(given.items());
    }

    @Override
    public State place() {
      return state(given.places());
    }

    @Override
    public State state() {
      return resumed != null ? resumed.toState(NAME) : state(null);
    }

    private State state(@Nullable Places first) {
      List<Places> lists = new ArrayList<>();
      lists.add(gathered.places());
      if (first != null) {
        lists.add(first);
      }
      waiting.forEach(held -> lists.add(held.places()));
      return new HeldState(List.of((long) carried), upstream.state(), lists).toState(NAME);
    }

    @Override
    public boolean isReady() {
      return !waiting.isEmpty() || upstream.isReady();
    }
  }

  /// Finds out where the items come from that a function gives back.
  private static final class Finding<T> {
    private final Held<T> held;
    private final IdentityHashMap<T, Deque<Integer>> indices = new IdentityHashMap<>();

    Finding(Held<T> held) {
      this.held = held;
      for (int i = 0; i < held.size(); i++) {
        indices.computeIfAbsent(held.items().get(i), _ -> new ArrayDeque<>()).add(i);
      }
    }

    Held<T> find(List<T> items) {
      Held<T> found = new Held<>();
      for (T item : items) {
        Deque<Integer> left = indices.get(item);
        if (left == null || left.isEmpty()) {
          throw new IllegalStateException(
              "expected the function to give back each item that it was handed once at most, found " + item);
        }
        found.add(item, held.places(), left.remove());
      }
      return found;
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
    return List.of(new Holding("open bucket", Holding.UNKNOWN, upstream.footprint()));
  }

  @Override
  public String toString() {
    return then(upstream, "dynamicBucket(" + buckets + ")");
  }
}
