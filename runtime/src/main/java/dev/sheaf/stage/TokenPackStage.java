package dev.sheaf.stage;

import dev.sheaf.array.NdArray;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sequences one after the other in rows of fixed length; see [TokenPacking]. The rows are fairseq2's.
///
/// A state has how much of the sequence that was cut had been given when the row was begun, where it comes from, and the
/// sequences of the row.
public final class TokenPackStage<T> extends GatheringStage<T, PackedTokens> {
  private static final String NAME = "packTokens";
  private static final String SEQUENCE = "sequence";

  private final TokenPacking packing;
  private final Function<? super T, ? extends NdArray> sequences;
  private final List<PackedFeature> feature;

  /// @param name what errors and the ledger call it
  /// @param sequences an array with one axis, for an item
  public TokenPackStage(
      Stage<T> upstream, String name, TokenPacking packing, Function<? super T, ? extends NdArray> sequences) {
    super(upstream, name);
    this.packing = packing;
    this.sequences = sequences;
    this.feature = List.of(PackedFeature.of(SEQUENCE, packing.elements()).padded(packing.padding()));
  }

  @Override
  public Cursor<PackedTokens> open(Run run, long epoch, @Nullable State from) {
    HeldState held = from == null ? null : HeldState.of(from, NAME, 1, 1);
    State drawn = held == null ? null : held.upstream();
    return new Packing(RedrawingCursor.open(upstream, run, epoch, drawn), run, held);
  }

  private final class Packing extends GatheringCursor<T, PackedTokens> {
    private final RedrawingCursor<T> source;
    private @Nullable HeldState resumed;
    private Held<T> begun = new Held<>();
    private @Nullable NdArray sequence;
    private long given;
    private OpenRow row = new OpenRow(name, feature);
    private List<Integer> lengths = new ArrayList<>();

    /// Whether the sequence was begun in the row, and how many whole ones the row has.
    private boolean isBegunInRow;

    private long wholeInRow;

    private @Nullable PackedTokens item;

    /// As it was when the row was begun.
    private HeldState before;

    /// As it was when the row before was full: what was told on the way to its items is not told again there.
    private State place;

    Packing(RedrawingCursor<T> source, Run run, @Nullable HeldState resumed) {
      super(source, run, name);
      this.source = source;
      this.resumed = resumed;
      this.before = resumed != null ? resumed : now();
      this.place = before.toState(NAME);
    }

    private HeldState now() {
      return new HeldState(List.of(given), source.state(), List.of(begun.places().copy()));
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        begun = source.readAgain(resumed.lists()).getFirst();
        sequence = begun.isEmpty() ? null : sequences.apply(begun.items().getFirst());
        given = resumed.own().getFirst();
        resumed = null;
        source.redraw(this::takeOne);
      }
      if (!fill()) {
        return false;
      }
      item = new PackedTokens(Objects.requireNonNull(row.make().get(SEQUENCE)), lengths);
      row = new OpenRow(name, feature);
      lengths = new ArrayList<>();
      isBegunInRow = false;
      holding.add(-wholeInRow);
      taken.add(wholeInRow);
      wholeInRow = 0;
      made.add();
      place = state();
      source.begin();
      before = now();
      return true;
    }

    /// Takes the sequence that was begun, or else the next; false if the row is to be given before.
    private boolean takeOne() {
      return (sequence != null || begin()) && (sequence == null || put(sequence));
    }

    /// Fills the row; false if there is nothing to give.
    private boolean fill() {
      while (row.free(0) > 0) {
        run.check();
        if (sequence == null && !begin()) {
          return row.segments() > 0 && !drops();
        }
        if (sequence != null && !put(sequence)) {
          return true;
        }
      }
      return true;
    }

    /// Whether the last row is left out: then those sequences are of which nothing was given before.
    private boolean drops() {
      if (!packing.cuts() || !packing.dropsRemainder()) {
        return false;
      }
      drop();
      return true;
    }

    /// Leaves out the sequences of the row.
    private void drop() {
      holding.add(-wholeInRow);
      dropped.add(wholeInRow);
      wholeInRow = 0;
    }

    /// Takes the next sequence; false if there is none.
    private boolean begin() {
      while (source.advance()) {
        run.check();
        calls.add();
        try {
          NdArray next = sequences.apply(source.item());
          if (next.shape().rank() != 1) {
            throw new UnfitItemException(name, "a sequence with one axis", next.toString());
          }
          begun.add(source);
          holding.add();
          isBegunInRow = true;
          sequence = next;
          return true;
        } catch (UnfitItemException e) {
          run.goOnBehind(new Fault(name, source.row(), e).about(source.item()));
        } catch (Exception e) {
          run.leaveOut(new Fault(name, source.row(), e).about(source.item()));
        }
      }
      return false;
    }

    /// Puts the sequence, or as much of it as there is room for, into the row; false if the row is to be given before.
    private boolean put(NdArray whole) {
      long length = whole.shape().dim(0);
      if (!packing.cuts() && length > Math.min(row.free(0), packing.maxLength())) {
        if (row.cells() > 0) {
          return false;
        }
        end();
        holding.add(-1);
        // It may have been begun before the row, which has no elements still: empty sequences in it make no row.
        row = new OpenRow(name, feature);
        drop();
        source.begin();
        before = now();
        int most = Math.min(packing.elements(), packing.maxLength());
        run.goOnBehind(
            new Fault(name, source.row(), new LengthOutOfRangeException(name, length, 0, most, "cut such sequences"))
                .about(whole));
        return true;
      }
      try {
        if (length == 0) {
          // A row of nothing else has its dtype.
          row.add(List.of(whole));
        }
        while (given < length && row.free(0) > 0) {
          int count = (int) Math.min(Math.min(length - given, row.free(0)), packing.maxLength());
          row.add(List.of(whole.slice(given, given + count)));
          lengths.add(count);
          given += count;
        }
      } catch (UnfitItemException e) {
        end();
        holding.add(-1);
        run.goOnBehind(new Fault(name, source.row(), e));
        return true;
      }
      if (given == length) {
        if (isBegunInRow) {
          wholeInRow++;
        } else {
          holding.add(-1);
          taken.add();
        }
        end();
      } else {
        // The next row begins with what stands last in this one.
        given--;
      }
      return true;
    }

    /// Nothing is left of the sequence.
    private void end() {
      begun = new Held<>();
      sequence = null;
      given = 0;
    }

    @Override
    public PackedTokens item() {
      return Objects.requireNonNull(item, "advance() was not called");
    }

    @Override
    public State place() {
      return place;
    }

    @Override
    public State state() {
      return new HeldState(before.own(), source.state(), before.lists()).toState(NAME);
    }
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("open row", 1, Footprint.UNKNOWN));
  }

  @Override
  public String toString() {
    return then(upstream, "packTokens(" + packing + ")");
  }
}
