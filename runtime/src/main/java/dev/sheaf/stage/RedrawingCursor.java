package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Draws for a stage that makes one thing of several items. Its state has all that were drawn for what is being made: where
/// the first comes from, how many there were, and where to go on behind them. A fault may lie between that was told already,
/// so that going on behind the last item alone would tell it again.
///
/// @param <T> the items
final class RedrawingCursor<T> extends Cursor<T> {
  private static final String NAME = "drawn";

  private final Stage<T> stage;
  private final Run run;
  private final long epoch;
  private final EndingCursor<T> here;

  /// Where the first item comes from, and how many were drawn.
  private State beginning;

  private long drawn;

  /// Whether a fault was told since the beginning: who begins there is told of it again.
  private boolean told;

  /// How many of them are still to be drawn again, and what from.
  private long left;

  private @Nullable Cursor<T> again;

  /// Of the last item that was drawn or read again, or -1; and whether another was drawn since.
  private long redrawnRow = -1;

  private boolean drew;

  private RedrawingCursor(Stage<T> stage, Run run, long epoch, @Nullable State drawn, @Nullable State from) {
    this.stage = stage;
    this.run = run;
    this.epoch = epoch;
    this.here = EndingCursor.open(stage, run, epoch, from);
    this.beginning = drawn == null ? here.state() : drawn.parts().getFirst();
    this.drawn = drawn == null ? 0 : drawn.number(0);
    this.left = this.drawn;
    this.told = drawn != null;
  }

  /// Opens a stage where such a cursor was, or at its beginning.
  static <T> RedrawingCursor<T> open(Stage<T> stage, Run run, long epoch, @Nullable State from) {
    return from != null && from.stage().equals(NAME)
        ? new RedrawingCursor<>(stage, run, epoch, from, from.require(NAME, 1, 2).parts().getLast())
        : new RedrawingCursor<>(stage, run, epoch, null, from);
  }

  /// Reads items again that are held since before what is being made. To be called before anything else is drawn.
  ///
  /// @param lists the last item of the first was drawn last, if it has any
  List<Held<T>> readAgain(List<Places> lists) {
    List<Held<T>> held = new Rereading<>(stage, run, epoch).read(lists);
    redrawnRow = held.getFirst().row();
    return held;
  }

  /// Takes the items again that were drawn before a checkpoint; nothing of it is counted or told again. To be called before
  /// anything else is drawn.
  ///
  /// @param taking draws an item from this cursor, and takes it; gives false where it can take no more
  void redraw(BooleanSupplier taking) {
    if (left == 0) {
      return;
    }
    run.again(
        () -> {
          try (Cursor<T> cursor = stage.open(run, epoch, beginning)) {
            again = cursor;
            boolean takesMore = true;
            while (left > 0 && takesMore) {
              run.check();
              takesMore = takeAgain(taking);
            }
          }
          again = null;
          return left;
        });
    if (left > 0) {
      throw new CheckpointMismatchException(
          Part.STATE,
          "%d items to be taken again".formatted(drawn),
          "no more than " + (drawn - left),
          "the data, or the functions before, have changed since: start anew");
    }
  }

  private static boolean takeAgain(BooleanSupplier taking) {
    try {
      return taking.getAsBoolean();
    } catch (FaultException e) {
      if (e.isFinal()) {
        throw e;
      }
      return true;
    }
  }

  /// What is drawn from now on is for something else.
  ///
  /// @return where what was made comes from: opened there, a stage makes it at once, and tells of nothing before it
  State begin() {
    State made = told ? state() : beginning;
    beginning = here.state();
    drawn = 0;
    told = false;
    return made;
  }

  /// The same, and it has the item drawn last, which comes from `place`.
  void beginWithLast(State place) {
    beginning = place;
    drawn = 1;
    told = false;
  }

  /// Where the first item comes from.
  State beginning() {
    return beginning;
  }

  @Override
  public boolean advance() {
    if (again != null) {
      if (left == 0 || !Rereading.advance(again)) {
        return false;
      }
      left--;
      redrawnRow = again.row();
      return true;
    }
    try {
      if (!here.advance()) {
        return false;
      }
    } catch (FaultException e) {
      told = true;
      throw e;
    }
    drawn++;
    drew = true;
    return true;
  }

  private Cursor<T> current() {
    return again != null ? again : here;
  }

  @Override
  public T item() {
    return current().item();
  }

  @Override
  public State state() {
    return drawn == 0 ? here.state() : new State(NAME, List.of(drawn), List.of(beginning, here.state()));
  }

  @Override
  public State place() {
    return current().place();
  }

  @Override
  public long row() {
    return drew ? here.row() : redrawnRow;
  }

  @Override
  public boolean isReady() {
    return left == 0 && here.isReady();
  }

  @Override
  public void close() {
    here.close();
  }
}
