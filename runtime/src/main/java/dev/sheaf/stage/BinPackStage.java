package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Fault;
import dev.sheaf.random.Pcg64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Whole items side by side in rows of fixed length; see [BinPacking]. The rows are Grain's.
///
/// A state has the items of the open rows, which are packed again, how many of these rows were given, and how many before
/// those.
public final class BinPackStage<T> extends GatheringStage<T, Map<String, NdArray>> {
  private static final String NAME = "packBins";
  private static final long EPOCH_STEP = 0x9e37_79b9L;

  private final BinPacking packing;
  private final PackedArrays<T> arrays;

  /// @param name what errors and the ledger call it
  /// @param arrays the named arrays of an item
  /// @throws IllegalArgumentException if a feature comes twice, or has a begin
  public BinPackStage(
      Stage<T> upstream,
      String name,
      BinPacking packing,
      Function<? super T, ? extends Map<String, ? extends NdArray>> arrays) {
    super(upstream, name);
    this.packing = packing;
    this.arrays = new PackedArrays<>(name, packing.features(), arrays, false);
  }

  @Override
  public Cursor<Map<String, NdArray>> open(Run run, long epoch, @Nullable State from) {
    State state = from == null ? null : from.require(NAME, 2, 1);
    State drawn = state == null ? null : state.parts().getFirst();
    return new Packing(RedrawingCursor.open(upstream, run, epoch, drawn), run, epoch, state);
  }

  private final class Packing extends GatheringCursor<T, Map<String, NdArray>> {
    private final RedrawingCursor<T> source;
    private final long epoch;

    /// How many rows were given before those that are open.
    private long before;

    private int given;
    private List<OpenRow> open = new ArrayList<>();
    private List<OpenRow> rows = List.of();
    private boolean full;

    /// The item that had no room, and where it comes from.
    private @Nullable List<NdArray> next;

    private State nextPlace;

    Packing(RedrawingCursor<T> source, Run run, long epoch, @Nullable State state) {
      super(source, run, name);
      this.source = source;
      this.epoch = epoch;
      this.nextPlace = source.beginning();
      if (state != null) {
        this.before = state.number(0);
        this.given = Math.toIntExact(state.number(1));
      }
    }

    @Override
    public boolean advance() {
      if (!full) {
        fill();
      }
      if (full && given == rows.size()) {
        begin();
        fill();
      }
      if (given >= rows.size()) {
        return false;
      }
      int items = rows.get(given++).segments();
      holding.add(-items);
      taken.add(items);
      made.add();
      return true;
    }

    /// Opens new rows. The item that had no room in those before is their first.
    private void begin() {
      before += given;
      given = 0;
      full = false;
      List<NdArray> first = next;
      next = null;
      if (first == null) {
        source.begin();
      } else {
        source.beginWithLast(nextPlace);
        put(first);
      }
    }

    /// What was packed before a fault is kept.
    private void fill() {
      source.redraw(this::takeOne);
      while (next == null && takeOne()) {
        run.check();
      }
      rows = open.isEmpty() ? List.of() : inOrder(open);
      full = !rows.isEmpty();
      open = new ArrayList<>();
    }

    /// Packs the next item; false if there is none, or no room for it.
    private boolean takeOne() {
      if (!source.advance()) {
        return false;
      }
      List<NdArray> item = arraysOf(source.item());
      if (item != null && !put(item)) {
        next = item;
        nextPlace = source.place();
      }
      return next == null;
    }

    private @Nullable List<NdArray> arraysOf(T item) {
      calls.add();
      try {
        List<NdArray> list = arrays.of(item);
        for (int i = 0; i < list.size(); i++) {
          arrays.requireRoom(list.get(i), packing.features().get(i));
        }
        holding.add();
        return list;
      } catch (Exception e) {
        leaveOut(e);
        return null;
      }
    }

    private void leaveOut(Exception e) {
      Fault fault = new Fault(name, source.row(), e).about(source.item());
      if (e instanceof UnfitItemException) {
        run.goOnBehind(fault);
      } else {
        run.leaveOut(fault);
      }
    }

    /// Puts an item into a row; false if it has room in none.
    private boolean put(List<NdArray> item) {
      OpenRow row = rowFor(item);
      if (row == null) {
        return false;
      }
      try {
        row.add(item);
      } catch (UnfitItemException e) {
        holding.add(-1);
        leaveOut(e);
      }
      return true;
    }

    private @Nullable OpenRow rowFor(List<NdArray> item) {
      OpenRow best = null;
      for (OpenRow row : open) {
        if (row.segments() < packing.maxSequences() && row.fits(item)) {
          if (packing.fit() == BinPacking.Fit.FIRST) {
            return row;
          }
          if (best == null || row.cells() > best.cells()) {
            best = row;
          }
        }
      }
      if (best == null && open.size() < packing.bins()) {
        best = new OpenRow(name, packing.features());
        open.add(best);
      }
      return best;
    }

    private List<OpenRow> inOrder(List<OpenRow> opened) {
      int[] ranks = new int[opened.size()];
      for (int i = 0; i < ranks.length; i++) {
        ranks[i] = i;
      }
      if (packing.seed().isPresent()) {
        long[] order = Pcg64.of(packing.seed().getAsLong() + before + epoch * EPOCH_STEP).permutation(ranks.length);
        for (int i = 0; i < ranks.length; i++) {
          ranks[i] = (int) order[i];
        }
      }
      if (packing.groupBy().isEmpty()) {
        return IntStream.of(ranks).mapToObj(opened::get).toList();
      }
      int group = packing.features().stream().map(PackedFeature::name).toList().indexOf(packing.groupBy().get());
      double[] means = opened.stream().mapToDouble(row -> row.mean(group)).toArray();
      return IntStream.range(0, ranks.length)
          .boxed()
          .sorted(
              Comparator.comparingDouble((Integer row) -> means[row]).thenComparingInt(row -> ranks[row]))
          .map(opened::get)
          .toList();
    }

    @Override
    public Map<String, NdArray> item() {
      return rows.get(given - 1).make();
    }

    @Override
    public State place() {
      return State.over(source.state(), NAME, before, given - 1L);
    }

    @Override
    public State state() {
      return State.over(source.state(), NAME, before, given);
    }

    @Override
    public boolean isReady() {
      return (full && given < rows.size()) || source.isReady();
    }
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("open rows", packing.bins(), Footprint.UNKNOWN));
  }

  @Override
  public String toString() {
    return then(upstream, "packBins(" + packing + ")");
  }
}
