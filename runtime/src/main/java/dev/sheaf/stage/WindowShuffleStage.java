package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.order.Finitude;
import dev.sheaf.random.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The items in a random order within each window of so many, or of a whole epoch: no item leaves its window.
///
/// In epoch 0 the order of windows is that of Grain's `WindowShuffleIterDataset`. A whole epoch has the order that the
/// index plane gives it.
///
/// Where the stage above is determined, a state is where the window begins and how many of it were given, and the window
/// is read again; else it is where each item comes from that is still to be given.
public final class WindowShuffleStage<T> extends DerivedStage<T, T> {
  private static final String NAME = "windowShuffle";
  private static final String PLACES = "windowShufflePlaces";
  private static final int ALL = Integer.MAX_VALUE;
  private static final long SEED_MASK = 0xffff_ffffL;

  /// Far from the numbers of any windows: what is added to the seed for each epoch.
  private static final long EPOCH_STEP = 0x9e37_79b9L;

  private final int window;
  private final long seed;

  private WindowShuffleStage(Stage<T> upstream, int window, long seed) {
    if (seed < 0 || seed > SEED_MASK) {
      throw new IllegalArgumentException("expected a seed from 0 to %d, found %d".formatted(SEED_MASK, seed));
    }
    super(upstream);
    this.window = window;
    this.seed = seed;
  }

  /// Windows of so many items.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if an argument is out of range
  public static <T> WindowShuffleStage<T> of(Stage<T> upstream, int window, long seed) {
    if (window < 1) {
      throw new IllegalArgumentException("expected a window of 1 item or more, found " + window);
    }
    return new WindowShuffleStage<>(upstream, window, seed);
  }

  /// One window for each epoch.
  ///
  /// @param seed from 0 to 2^32 - 1
  /// @throws IllegalArgumentException if the seed is out of range, or an epoch has no end
  public static <T> WindowShuffleStage<T> ofEpochs(Stage<T> upstream, long seed) {
    if (upstream.finitude() != Finitude.FINITE) {
      throw new IllegalArgumentException(
          "expected items with an end to shuffle(%d), found %s; shuffle windows of them".formatted(seed, upstream));
    }
    return new WindowShuffleStage<>(upstream, ALL, seed);
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (upstream.isDeterministic()) {
      State state = from == null ? null : from.require(NAME, 2, 1);
      State before = state == null ? null : state.parts().getFirst();
      return new Window(RedrawingCursor.open(upstream, run, epoch, before), run, epoch, state);
    }
    HeldState held = from == null ? null : HeldState.of(from, PLACES, 1, 2);
    return new HeldWindow(run, epoch, held);
  }

  /// Which items of a window are given, from the last to the first.
  private IntUnaryOperator order(long epoch, long number, int size) {
    if (window == ALL) {
      Permutation order = Permutation.of(size, (seed + epoch) & SEED_MASK);
      return position -> (int) order.at(size - 1L - position);
    }
    Permutation order = Permutation.of(size, (seed + epoch * EPOCH_STEP + number) & SEED_MASK);
    return position -> (int) order.at(position);
  }

  /// A window that is read again from its beginning.
  private final class Window extends DerivedCursor<T, T> {
    private final RedrawingCursor<T> source;
    private final long epoch;
    private final Tally holding;
    private final List<T> items = new ArrayList<>();
    private long number;
    private int given;
    private boolean full;
    private @Nullable IntUnaryOperator order;

    Window(RedrawingCursor<T> source, Run run, long epoch, @Nullable State state) {
      super(source);
      this.source = source;
      this.epoch = epoch;
      this.holding = run.tally(name(), Tally.Kind.HELD);
      if (state != null) {
        this.number = state.number(0);
        this.given = Math.toIntExact(state.number(1));
      }
    }

    @Override
    public boolean advance() {
      if (!full) {
        fill();
      }
      if (full && given == items.size()) {
        begin();
        fill();
      }
      if (given >= items.size()) {
        return false;
      }
      given++;
      holding.add(-1);
      return true;
    }

    private void begin() {
      source.begin();
      number++;
      given = 0;
      full = false;
      items.clear();
    }

    /// What was read before a fault is kept.
    private void fill() {
      source.redraw(this::takeOne);
      while (items.size() < window && takeOne()) {}
      if (!items.isEmpty()) {
        order = order(epoch, number, items.size());
        full = true;
      }
    }

    private boolean takeOne() {
      if (!source.advance()) {
        return false;
      }
      items.add(source.item());
      holding.add();
      return true;
    }

    @Override
    public T item() {
      if (order == null) {
        throw new IllegalStateException("advance() was not called");
      }
      return items.get(order.applyAsInt(items.size() - given));
    }

    @Override
    public State place() {
      return State.over(source.state(), NAME, number, given - 1L);
    }

    @Override
    public State state() {
      return State.over(source.state(), NAME, number, given);
    }

    @Override
    public boolean isReady() {
      return (full && given < items.size()) || source.isReady();
    }
  }

  /// A window whose items are read again one by one.
  private final class HeldWindow extends DerivedCursor<T, T> {
    private final Run run;
    private final long epoch;
    private final Tally holding;
    private long number;
    private @Nullable HeldState resumed;
    private Held<T> shuffled = new Held<>();
    private Held<T> filling = new Held<>();
    private final Places given = new Places();
    private @Nullable T item;

    HeldWindow(Run run, long epoch, @Nullable HeldState resumed) {
      super(
          EndingCursor.open(WindowShuffleStage.this.upstream, run, epoch, resumed == null ? null : resumed.upstream()));
      this.run = run;
      this.epoch = epoch;
      this.holding = run.tally(name(), Tally.Kind.HELD);
      this.resumed = resumed;
      this.number = resumed == null ? 0 : resumed.own().getFirst();
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        List<Held<T>> held = new Rereading<>(WindowShuffleStage.this.upstream, run, epoch).read(resumed.lists());
        shuffled = held.getFirst();
        filling = held.getLast();
        resumed = null;
      }
      if (shuffled.isEmpty()) {
        while (filling.size() < window && upstream.advance()) {
          filling.add(upstream);
          holding.add();
        }
        if (filling.isEmpty()) {
          return false;
        }
        Held<T> all = filling.release();
        shuffled = all.inOrder(order(epoch, number++, all.size()));
      }
      item = shuffled.items().getLast();
      given.keepLast(0);
      given.addLastOf(shuffled.places());
      shuffled.items().removeLast();
      holding.add(-1);
      return true;
    }

    @Override
    public T item() {
      if (item == null) {
        throw new IllegalStateException("advance() was not called");
      }
      return item;
    }

    @Override
    public State place() {
      Places places = new Places();
      places.addAll(shuffled.places());
      places.addAll(given);
      return state(places);
    }

    @Override
    public State state() {
      return resumed != null ? resumed.toState(PLACES) : state(shuffled.places());
    }

    private State state(Places places) {
      return new HeldState(List.of(number), upstream.state(), List.of(places, filling.places())).toState(PLACES);
    }

    @Override
    public boolean isReady() {
      return !shuffled.isEmpty() || upstream.isReady();
    }
  }

  @Override
  public long size() {
    return upstream.size();
  }

  /// As the method of the pipeline.
  @Override
  public String name() {
    return window == ALL ? "shuffle" : NAME;
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("shuffle window", window, upstream.footprint()));
  }

  @Override
  public String toString() {
    return then(
        upstream, window == ALL ? "shuffle(%d)".formatted(seed) : "windowShuffle(%d, %d)".formatted(window, seed));
  }
}
