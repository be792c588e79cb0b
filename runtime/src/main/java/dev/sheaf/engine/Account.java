package dev.sheaf.engine;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.State;
import dev.sheaf.order.Fault;
import dev.sheaf.order.Partial;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// What a loader had counted at some moment.
///
/// @param counts each once for a stage and kind; none is 0
public record Account(List<Count> counts) {
  private static final String NAME = "ledger";

  /// Nothing was counted.
  public static final Account EMPTY = new Account(List.of());

  /// One number.
  ///
  /// @param stage the name of the stage
  /// @param kind what was counted
  /// @param count how many
  public record Count(String stage, Tally.Kind kind, long count) {}

  public Account {
    counts = List.copyOf(counts);
  }

  /// How many of a kind there were, in a stage.
  public long count(String stage, Tally.Kind kind) {
    for (Count count : counts) {
      if (count.kind() == kind && count.stage().equals(stage)) {
        return count.count();
      }
    }
    return 0;
  }

  /// How many of a kind there were, in all stages.
  public long count(Tally.Kind kind) {
    return counts.stream().filter(count -> count.kind() == kind).mapToLong(Count::count).sum();
  }

  /// How many items did not come, although they were to.
  public long lost() {
    return count(Tally.Kind.DROPPED) + count(Tally.Kind.SKIPPED) + count(Tally.Kind.QUARANTINED) + count(Tally.Kind.FAILED);
  }

  /// What was counted after `before`.
  public Account since(Account before) {
    return of(
        counts.stream()
            .map(
                count ->
                    new Count(
                        count.stage(), count.kind(), count.count() - before.count(count.stage(), count.kind())))
            .toList());
  }

  /// As part of a checkpoint.
  ///
  /// @param inner where the stages had got to
  /// @param delivered how many items of earlier epochs were delivered
  /// @param before what was counted when the epoch began
  public State toState(State inner, long delivered, Account before) {
    List<State> parts = new ArrayList<>();
    parts.add(inner);
    for (Count count : counts) {
      parts.add(
          State.over(
              State.of(count.stage()),
              count.kind().name(),
              count.count(),
              before.count(count.stage(), count.kind())));
    }
    return new State(NAME, List.of(delivered), parts);
  }

  /// Whether [#toState] made a state.
  public static boolean isPartOf(State state) {
    return state.stage().equals(NAME);
  }

  /// What was counted until a checkpoint, or until its epoch began.
  ///
  /// @throws CheckpointMismatchException if the state is none that [#toState] made
  public static Account ofState(State state, boolean untilEpoch) {
    state.require(NAME, 1, -1);
    List<Count> counts = new ArrayList<>();
    for (State part : state.parts().subList(1, state.parts().size())) {
      part.require(part.stage(), 2, 1);
      counts.add(
          new Count(part.parts().getFirst().stage(), kind(part.stage()), part.number(untilEpoch ? 1 : 0)));
    }
    return of(counts);
  }

  private static Tally.Kind kind(String name) {
    return Arrays.stream(Tally.Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CheckpointMismatchException(
                    CheckpointMismatchException.Part.STATE,
                    Arrays.toString(Tally.Kind.values()),
                    name,
                    "its text was damaged: start anew"));
  }

  private static Account of(List<Count> counts) {
    return new Account(counts.stream().filter(count -> count.count() != 0).toList());
  }

  /// What a drawing has counted. For the thread that draws.
  static Account of(Drawing drawing) {
    return ofTallies(drawing.tallies());
  }

  /// What tallies of different stages and kinds have counted.
  static Account ofTallies(Collection<Tally> tallies) {
    return of(tallies.stream().map(tally -> new Count(tally.stage(), tally.kind(), tally.count())).toList());
  }

  /// Both.
  Account and(Account other) {
    List<Tally> sum = new ArrayList<>();
    counts.forEach(count -> add(sum, count.stage(), count.kind(), count.count()));
    other.counts.forEach(count -> add(sum, count.stage(), count.kind(), count.count()));
    return ofTallies(sum);
  }

  /// What a drawing had counted when it was done with the first `taken` entries of a block. For any thread.
  static Account upTo(Drawing drawing, Block block, int taken) {
    List<Tally> tallies = drawing.tallies();
    long[] before = block.countsBefore(taken);
    List<Tally> sum = new ArrayList<>();
    for (int i = 0; i < before.length; i++) {
      Tally tally = new Tally(tallies.get(i).stage(), tallies.get(i).kind());
      tally.add(before[i]);
      sum.add(tally);
    }
    Policies policies = drawing.workers().policies();
    for (int entry = 0; entry < taken; entry++) {
      Counts counts = block.counts();
      for (int column = 0; column < counts.columns().size(); column++) {
        Tally of = counts.columns().get(column);
        add(sum, of.stage(), of.kind(), counts.upTo(entry + 2, column));
      }
      switch (block.entry(entry)) {
        case Fault fault -> add(sum, fault, policies);
        case Partial(_, List<Fault> faults) -> faults.forEach(fault -> add(sum, fault, policies));
        case Told(Fault fault, _) -> add(sum, fault.stage(), Tally.Kind.FAILED, 1);
        default -> {}
      }
    }
    return ofTallies(sum);
  }

  /// The same, as a number for each of the drawing's tallies.
  static long[] countsUpTo(Drawing drawing, Block block, int taken) {
    Account account = upTo(drawing, block, taken);
    return drawing.tallies().stream().mapToLong(tally -> account.count(tally.stage(), tally.kind())).toArray();
  }

  private static void add(List<Tally> sum, Fault fault, Policies policies) {
    add(sum, fault.stage(), kind(policies.of(fault.stage())), 1);
  }

  private static void add(List<Tally> sum, String stage, Tally.Kind kind, long more) {
    for (Tally tally : sum) {
      if (tally.kind() == kind && tally.stage().equals(stage)) {
        tally.add(more);
        return;
      }
    }
    Tally tally = new Tally(stage, kind);
    tally.add(more);
    sum.add(tally);
  }

  /// As what an item is counted that is left out.
  static Tally.Kind kind(OnError policy) {
    return policy instanceof OnError.Quarantine ? Tally.Kind.QUARANTINED : Tally.Kind.SKIPPED;
  }
}
