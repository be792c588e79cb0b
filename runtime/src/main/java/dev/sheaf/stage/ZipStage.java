package dev.sheaf.stage;

import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Finitude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Rows of the items that several stages have at the same place.
///
/// A fault in one of them costs its row, and no other: the rows after it stay in line.
public final class ZipStage<S, T> extends CombiningStage<S, T> {
  private static final String NAME = "zip";

  private final String name;
  private final boolean toShortest;
  private final String form;
  private final Function<? super List<S>, ? extends T> combine;

  /// @param name what errors and the ledger call it
  /// @param toShortest whether the end of the first is the end; if not, all must end at once
  /// @param form how rows are put together, in a word, as it stands in a checkpoint; may be empty
  /// @param combine makes the row of its items, in the order of the stages. A [ZipException] is no fault of a function
  /// @throws FinitudeException if nothing says when to end, or some end and others never do
  public ZipStage(
      List<? extends Stage<? extends S>> children,
      String name,
      boolean toShortest,
      String form,
      Function<? super List<S>, ? extends T> combine) {
    super(children);
    this.name = name;
    this.toShortest = toShortest;
    this.form = form;
    this.combine = combine;
    if (!children.isEmpty() && !any(Finitude.FINITE) && !any(Finitude.INFINITE)) {
      throw new FinitudeException(
          FinitudeException.Rule.ZIP_NEEDS_AN_END,
          "expected items that end or never do among those that are zipped, found pseudo-infinite ones alone: " + this);
    }
    if (!toShortest && any(Finitude.FINITE) && any(Finitude.INFINITE)) {
      throw new FinitudeException(
          FinitudeException.Rule.ZIP_OF_ONE_KIND,
          "expected items that end, or items that never do, found both: %s; end with the shortest".formatted(this));
    }
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    if (from != null) {
      from.require(NAME, 1, children().size());
    }
    List<Cursor<? extends S>> cursors = new ArrayList<>();
    for (int i = 0; i < children().size(); i++) {
      cursors.add(children().get(i).open(run.telling(), epoch, from == null ? null : from.parts().get(i)));
    }
    return new Zipping(run, cursors, from == null ? 0 : from.number(0));
  }

  private final class Zipping extends Cursor<T> {
    private final Run run;
    private final Tally calls;
    private final Tally taken;
    private final Tally made;
    private final Tally dropped;
    private final List<Cursor<? extends S>> cursors;
    private final boolean[] endsItself;
    private @Nullable T item;
    private long rows;
    private boolean over;
    private @Nullable FaultException failure;

    // The row that is being drawn.
    private int drawn;
    private final boolean[] there;
    private final List<Fault> missing = new ArrayList<>();

    Zipping(Run run, List<Cursor<? extends S>> cursors, long rows) {
      this.run = run;
      this.rows = rows;
      this.calls = run.tally(name, Tally.Kind.CALLED);
      this.taken = run.tally(name, Tally.Kind.TAKEN);
      this.made = run.tally(name, Tally.Kind.MADE);
      this.dropped = run.tally(name, Tally.Kind.DROPPED);
      this.cursors = cursors;
      this.there = new boolean[cursors.size()];
      this.endsItself = new boolean[cursors.size()];
      for (int i = 0; i < endsItself.length; i++) {
        endsItself[i] = children().get(i).finitude() != Finitude.PSEUDO_INFINITE;
      }
      this.over = cursors.isEmpty();
    }

    @Override
    public boolean advance() {
      while (draw()) {
        calls.add();
        taken.add(there.length);
        made.add();
        try {
          item = Objects.requireNonNull(combine.apply(drawnRow()), "the function gave no value");
          return true;
        } catch (ZipException e) {
          run.goOnBehind(new Fault(name, -1, e));
        } catch (Exception e) {
          run.leaveOut(new Fault(name, -1, e));
        }
        run.check();
      }
      return false;
    }

    /// Draws one item of each; false if there is no row any more.
    private boolean draw() {
      if (failure != null) {
        throw failure;
      }
      while (true) {
        if (!drawRow()) {
          return false;
        }
        if (missing.isEmpty()) {
          return true;
        }
        leaveOutRow();
        run.check();
      }
    }

    /// The row is left out as a whole, so that those after it stay together. Each fault is judged, and only one told of to
    /// whoever has to know that something is missing: that is one row.
    private void leaveOutRow() {
      List<Fault> faults = List.copyOf(missing);
      missing.clear();
      dropped.add(there.length - faults.size());
      faults.subList(0, faults.size() - 1).forEach(run::leaveOutPart);
      run.leaveOut(faults.getLast());
    }

    /// Of a row that another stage has ended: they are judged, and no row is missing for them.
    private void leaveOutParts() {
      List<Fault> faults = List.copyOf(missing);
      missing.clear();
      faults.forEach(run::leaveOutPart);
    }

    private boolean drawRow() {
      while (!over && drawn < there.length) {
        int index = drawn;
        try {
          there[index] = cursors.get(index).advance();
        } catch (FaultException e) {
          if (e.isFinal()) {
            throw e;
          }
          there[index] = true;
          missing.add(e.fault());
        }
        drawn++;
      }
      if (over) {
        return false;
      }
      if (ends()) {
        over = true;
        for (boolean isThere : there) {
          dropped.add(isThere ? 1 : 0);
        }
        dropped.add(-missing.size());
        leaveOutParts();
        return false;
      }
      drawn = 0;
      rows++;
      return true;
    }

    private boolean ends() {
      boolean one = false;
      for (int i = 0; i < there.length; i++) {
        one |= !there[i];
      }
      if (!one || toShortest) {
        return one;
      }
      List<Integer> longer = new ArrayList<>();
      for (int i = 0; i < there.length; i++) {
        if (there[i] && endsItself[i]) {
          longer.add(i);
        }
      }
      if (!longer.isEmpty()) {
        failure = new FaultException(new Fault(name, -1, ZipException.unequalLengths(rows, longer)), true);
        leaveOutParts();
        throw failure;
      }
      return true;
    }

    @SuppressWarnings("unchecked") // Items are of S, and no place is empty.
    private List<S> drawnRow() {
      Object[] row = new Object[there.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = cursors.get(i).item();
      }
      return (List<S>) Arrays.asList(row);
    }

    @Override
    public T item() {
      return Objects.requireNonNull(item);
    }

    @Override
    public State state() {
      return new State(NAME, List.of(rows), cursors.stream().map(Cursor::state).toList());
    }

    @Override
    public State place() {
      return new State(NAME, List.of(rows - 1), cursors.stream().map(Cursor::place).toList());
    }

    @Override
    public boolean isReady() {
      for (Cursor<?> cursor : cursors) {
        if (!cursor.isReady()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void close() {
      cursors.forEach(Cursor::close);
    }
  }

  @Override
  public long size() {
    if (any(child -> child.size() == UNKNOWN)) {
      return UNKNOWN;
    }
    long shortest = children().stream().mapToLong(Stage::size).min().orElse(0);
    boolean even =
        children().stream()
            .allMatch(child -> child.finitude() == Finitude.PSEUDO_INFINITE || child.size() == shortest);
    return toShortest || even ? shortest : UNKNOWN;
  }

  @Override
  public Finitude finitude() {
    return children().isEmpty() || any(Finitude.FINITE) ? Finitude.FINITE : Finitude.INFINITE;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return toShortest
        ? form.isEmpty() ? words(NAME, "SHORTEST") : words(NAME, form, "SHORTEST")
        : form.isEmpty() ? words(NAME) : words(NAME, form);
  }
}
