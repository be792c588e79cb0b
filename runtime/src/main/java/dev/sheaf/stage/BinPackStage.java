package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import dev.sheaf.checkpoint.State;
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
/// A state is where the first item of the open rows comes from, and how many of them were given: they are packed again. It
/// also says how many rows were given before those, and whether that first item was drawn before, as one that had no room.
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
    State state = from == null ? null : from.require(NAME, 3, 1);
    Cursor<T> cursor = EndingCursor.open(upstream, run, epoch, state == null ? null : state.parts().getFirst());
    return new Packing(cursor, run, epoch, state);
  }

  private final class Packing extends DerivedCursor<T, Map<String, NdArray>> {
    private final Run run;
    private final long epoch;
    private final Tally calls;
    private final Tally taken;
    private final Tally made;
    private final Tally holding;

    /// Where the first item of the open rows comes from.
    private State start;

    /// Whether that item had no room in the rows before, and whether it is still to be drawn again since a checkpoint.
    private boolean hadNoRoom;

    private boolean isToBeDrawnAgain;

    /// How many rows were given before those that are open.
    private long before;

    private int given;
    private List<OpenRow> open = new ArrayList<>();
    private List<OpenRow> rows = List.of();
    private boolean full;

    /// The item that had no room, and where it comes from.
    private @Nullable List<NdArray> next;

    private State nextPlace;

    Packing(Cursor<T> upstream, Run run, long epoch, @Nullable State state) {
      super(upstream);
      this.run = run;
      this.epoch = epoch;
      this.calls = run.tally(name, Tally.Kind.CALLED);
      this.taken = run.tally(name, Tally.Kind.TAKEN);
      this.made = run.tally(name, Tally.Kind.MADE);
      this.holding = run.tally(name, Tally.Kind.HELD);
      this.start = upstream.state();
      this.nextPlace = start;
      if (state != null) {
        this.start = state.parts().getFirst();
        this.before = state.number(0);
        this.given = Math.toIntExact(state.number(1));
        this.hadNoRoom = state.number(2) != 0;
        this.isToBeDrawnAgain = hadNoRoom;
      }
    }

    @Override
    public boolean advance() {
      if (full && given == rows.size()) {
        hadNoRoom = next != null;
        start = nextStart();
        before += given;
        given = 0;
        full = false;
      }
      if (!full) {
        if (given > 0) {
          run.again(this::fill);
        } else {
          fill();
        }
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

    private State nextStart() {
      return next != null ? nextPlace : upstream.state();
    }

    /// What was packed before a fault is kept.
    private boolean fill() {
      if (isToBeDrawnAgain) {
        isToBeDrawnAgain = false;
        run.again(this::drawAgain);
      }
      if (next != null) {
        List<NdArray> first = next;
        next = null;
        put(first);
      }
      while (next == null && advanceUpstream()) {
        List<NdArray> item = arraysOf(upstream.item());
        if (item != null && !put(item)) {
          next = item;
          nextPlace = upstream.place();
        }
        run.check();
      }
      rows = open.isEmpty() ? List.of() : inOrder(open);
      full = !rows.isEmpty();
      open = new ArrayList<>();
      return full;
    }

    private boolean drawAgain() {
      if (Rereading.advance(upstream)) {
        next = arraysOf(upstream.item());
      }
      return next != null;
    }

    /// The faults of rows of which one was given have been told.
    private boolean advanceUpstream() {
      return given > 0 ? Rereading.advance(upstream) : upstream.advance();
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
      if (given > 0) {
        return;
      }
      Fault fault = new Fault(name, upstream.row(), e).about(upstream.item());
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
      return IntStream.range(0, ranks.length)
          .boxed()
          .sorted(
              Comparator.comparingDouble((Integer row) -> opened.get(row).mean(group))
                  .thenComparingInt(row -> ranks[row]))
          .map(opened::get)
          .toList();
    }

    @Override
    public Map<String, NdArray> item() {
      return rows.get(given - 1).make();
    }

    @Override
    public State place() {
      return new State(NAME, List.of(before, given - 1L, hadNoRoom ? 1L : 0L), List.of(start));
    }

    @Override
    public State state() {
      return full && given == rows.size()
          ? new State(NAME, List.of(before + given, 0L, next != null ? 1L : 0L), List.of(nextStart()))
          : new State(NAME, List.of(before, (long) given, hadNoRoom ? 1L : 0L), List.of(start));
    }

    @Override
    public boolean isReady() {
      return (full && given < rows.size()) || upstream.isReady();
    }
  }

  @Override
  public String toString() {
    return then(upstream, "packBins(" + packing + ")");
  }
}
