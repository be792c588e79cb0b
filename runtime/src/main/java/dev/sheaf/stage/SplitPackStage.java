package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Items strung together and cut into rows of fixed length; see [SplitPacking]. The rows are Grain's.
///
/// A state has how much of the item that was cut had been given when the row was begun, where it comes from, where whole rows
/// come from that waited, and the items of the row.
public final class SplitPackStage<T> extends GatheringStage<T, Map<String, NdArray>> {
  private static final String NAME = "packSplit";

  /// Whole rows, where there is no row that they could wait for.
  private static final int MOST_WAITING = 256;

  private final SplitPacking packing;
  private final PackedArrays<T> arrays;

  /// @param name what errors and the ledger call it
  /// @param arrays the named arrays of an item
  /// @throws IllegalArgumentException if a feature comes twice
  public SplitPackStage(
      Stage<T> upstream,
      String name,
      SplitPacking packing,
      Function<? super T, ? extends Map<String, ? extends NdArray>> arrays) {
    super(upstream, name);
    this.packing = packing;
    this.arrays = new PackedArrays<>(name, packing.features(), arrays, true);
  }

  @Override
  public Cursor<Map<String, NdArray>> open(Run run, long epoch, @Nullable State from) {
    HeldState held = from == null ? null : HeldState.of(from, NAME, packing.features().size(), 2);
    State drawn = held == null ? null : held.upstream();
    return new Cutting(RedrawingCursor.open(upstream, run, epoch, drawn), run, held);
  }

  private final class Cutting extends GatheringCursor<T, Map<String, NdArray>> {
    private final RedrawingCursor<T> source;
    private @Nullable HeldState resumed;

    /// The item that is being cut, and how much of each feature was given.
    private Held<T> cut = new Held<>();

    private @Nullable List<NdArray> elements;
    private final long[] given = new long[packing.features().size()];

    private OpenRow row = new OpenRow(name, packing.features());

    /// Whole rows that wait for the row that is being filled.
    private Held<T> whole = new Held<>();

    /// How many of them may be given now.
    private int ready;

    private @Nullable Map<String, NdArray> item;

    /// As it was when the row was begun.
    private HeldState begun;

    /// As it was when the row before was full: what was told on the way to its items is not told again there.
    private State place;

    Cutting(RedrawingCursor<T> source, Run run, @Nullable HeldState resumed) {
      super(source, run, name);
      this.source = source;
      this.resumed = resumed;
      this.begun = resumed != null ? resumed : now();
      this.place = begun.toState(NAME);
    }

    private HeldState now() {
      List<Long> own = new ArrayList<>();
      for (long each : given) {
        own.add(each);
      }
      return new HeldState(own, source.state(), List.of(cut.places().copy(), whole.places().copy()));
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        readAgain(resumed);
      }
      Map<String, NdArray> next = next();
      if (next == null) {
        return false;
      }
      item = next;
      made.add();
      place = state();
      source.begin();
      begun = now();
      return true;
    }

    private void readAgain(HeldState from) {
      List<Held<T>> held = source.readAgain(from.lists());
      cut = held.getFirst();
      whole = held.getLast();
      ready = whole.size();
      if (!cut.isEmpty()) {
        elements = arrays.of(cut.items().getFirst());
      }
      for (int i = 0; i < given.length; i++) {
        given[i] = from.own().get(i);
      }
      resumed = null;
      source.redraw(this::takeOne);
    }

    /// Cuts the item that was begun, or else the next; false if the row is to be given before.
    private boolean takeOne() {
      if (elements == null && !begin()) {
        return false;
      }
      return elements == null || put(elements);
    }

    private @Nullable Map<String, NdArray> next() {
      while (true) {
        run.check();
        if (ready > 0) {
          ready--;
          return wholeRow();
        }
        if (elements == null && !begin()) {
          return row.segments() > 0 ? giveRow() : whole.isEmpty() ? null : wholeRow();
        }
        if (elements != null && !put(elements)) {
          return giveRow();
        }
      }
    }

    private Map<String, NdArray> giveRow() {
      OpenRow full = row;
      row = new OpenRow(name, packing.features());
      ready = whole.size();
      return full.make();
    }

    private Map<String, NdArray> wholeRow() {
      OpenRow alone = new OpenRow(name, packing.features());
      alone.add(arrays.of(whole.items().getFirst()));
      whole = whole.from(1);
      holding.add(-1);
      taken.add();
      return alone.make();
    }

    /// Takes the next item; false if there is none.
    private boolean begin() {
      while (source.advance()) {
        run.check();
        List<NdArray> next = checked(source.item());
        if (next == null) {
          continue;
        }
        if (packing.keepsFull() && isFull(next)) {
          whole.add(source);
          holding.add();
          ready = row.segments() == 0 && whole.size() == MOST_WAITING ? MOST_WAITING : 0;
          return true;
        }
        cut.add(source);
        holding.add();
        elements = next;
        return true;
      }
      return false;
    }

    private @Nullable List<NdArray> checked(T next) {
      calls.add();
      try {
        List<NdArray> list = arrays.of(next);
        for (int i = 0; i < list.size(); i++) {
          if (!packing.features().get(i).isSequence()) {
            arrays.requireRoom(list.get(i), packing.features().get(i));
          }
        }
        return list;
      } catch (UnfitItemException e) {
        run.goOnBehind(new Fault(name, source.row(), e).about(next));
      } catch (Exception e) {
        run.leaveOut(new Fault(name, source.row(), e).about(next));
      }
      return null;
    }

    private boolean isFull(List<NdArray> list) {
      boolean isFull = false;
      for (int i = 0; i < list.size(); i++) {
        long room = packing.features().get(i).length();
        long length = list.get(i).shape().dim(0);
        if (length > room) {
          return false;
        }
        isFull |= length == room;
      }
      return isFull;
    }

    /// Puts as much as there is room for into the row; false if the row is to be given then.
    private boolean put(List<NdArray> list) {
      List<NdArray> pieces = new ArrayList<>();
      long fit = 0;
      long left = 0;
      for (int i = 0; i < list.size(); i++) {
        NdArray array = list.get(i);
        long length = array.shape().dim(0);
        if (!packing.features().get(i).isSequence()) {
          if (length > row.free(i)) {
            return false;
          }
          pieces.add(array);
        } else {
          long count = Math.min(length - given[i], row.free(i));
          pieces.add(array.slice(given[i], given[i] + count));
          fit += count;
          left += length - given[i] - count;
        }
      }
      if (fit == 0 && left > 0) {
        return false;
      }
      try {
        row.add(pieces);
      } catch (UnfitItemException e) {
        end();
        holding.add(-1);
        run.goOnBehind(new Fault(name, source.row(), e));
        return true;
      }
      for (int i = 0; i < given.length; i++) {
        given[i] += packing.features().get(i).isSequence() ? pieces.get(i).shape().dim(0) : 0;
      }
      if (left == 0) {
        holding.add(-1);
        taken.add();
        end();
      }
      return left == 0;
    }

    /// Nothing is left of the item.
    private void end() {
      cut = new Held<>();
      elements = null;
      Arrays.fill(given, 0);
    }

    @Override
    public Map<String, NdArray> item() {
      return Objects.requireNonNull(item, "advance() was not called");
    }

    @Override
    public State place() {
      return place;
    }

    @Override
    public State state() {
      return new HeldState(begun.own(), source.state(), begun.lists()).toState(NAME);
    }
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("open rows", Holding.UNKNOWN, Footprint.UNKNOWN));
  }

  @Override
  public String toString() {
    return then(upstream, "packSplit(" + packing + ")");
  }
}
