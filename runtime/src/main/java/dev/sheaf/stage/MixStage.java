package dev.sheaf.stage;

import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.Footprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Items of several parts in fixed proportions, until it is the turn of a part that has ended.
///
/// A state knows the parts by name, so that it can be gone on from with other parts and other weights: parts that it has
/// go on, others begin. Its numbers are how many items there were, whether that was all, how many are to be passed over
/// before the weights change, and the weights; its parts, one for each part of the mixture, are where that goes on.
public final class MixStage<T> extends Stage<T> {
  private static final String NAME = "mix";
  private static final String PART = "part ";

  private final List<String> names;
  private final List<Stage<? extends T>> parts;
  private final Proportions proportions;
  private final long[] fingerprints;

  /// @param names of the parts, each another
  /// @param weights one for each part, or none where all weigh the same
  /// @throws IllegalArgumentException if there are no parts, a name comes twice, or the weights are not one for each, above 0
  public MixStage(List<String> names, List<? extends Stage<? extends T>> parts, double... weights) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("expected 1 part or more to mix, found none");
    }
    if (names.size() != parts.size() || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("expected a name of its own for each part to mix, found " + names);
    }
    if (weights.length > 0 && weights.length != parts.size()) {
      throw new IllegalArgumentException(
          "expected one weight for each part to mix, found %d weights for %d parts".formatted(weights.length, parts.size()));
    }
    this.names = List.copyOf(names);
    this.parts = List.copyOf(parts);
    this.proportions = weights.length == 0 ? Proportions.even(parts.size()) : Proportions.of(weights);
    this.fingerprints = parts.stream().mapToLong(MixStage::fingerprint).toArray();
  }

  /// The state of a mixture so many items behind another of its states.
  ///
  /// @throws CheckpointMismatchException if that is not the state of a mixture
  public static State behind(State mixture, long items) {
    mixture.require(NAME, 3 + mixture.parts().size(), -1);
    List<Long> numbers = new ArrayList<>(mixture.numbers());
    numbers.set(2, numbers.get(2) + items);
    return new State(NAME, numbers, mixture.parts());
  }

  @Override
  public Cursor<T> open(Run run, long epoch, @Nullable State from) {
    return new Mixing(run, epoch, from == null ? null : from.require(NAME, 3 + from.parts().size(), -1));
  }

  /// What a part is, in one number, so that another of the same name is not gone on in its place.
  private static long fingerprint(Stage<?> part) {
    CRC32C sum = new CRC32C();
    sum.update(part.toString().getBytes(StandardCharsets.UTF_8));
    for (Dataset<?> dataset : part.datasets()) {
      sum.update(dataset.fingerprint().getBytes(StandardCharsets.UTF_8));
    }
    return sum.getValue();
  }

  private final class Mixing extends Cursor<T> {
    private final Run run;
    private final List<Cursor<? extends T>> cursors = new ArrayList<>();
    private long given;
    private boolean ended;

    /// What is to be done before the first item.
    private @Nullable State resumed;

    private int drawn;

    Mixing(Run run, long epoch, @Nullable State from) {
      this.run = run;
      Map<String, State> states = new HashMap<>();
      if (from != null) {
        given = from.number(0);
        ended = from.number(1) != 0;
        resumed = from.number(2) > 0 ? from : null;
        from.parts().forEach(part -> states.put(part.stage(), part));
      }
      for (int i = 0; i < parts.size(); i++) {
        State state = states.get(PART + names.get(i));
        cursors.add(parts.get(i).open(run, epoch, state == null ? null : checked(state, i).parts().getFirst()));
      }
    }

    private State checked(State state, int part) {
      state.require(PART + names.get(part), 1, 1);
      if (state.number(0) != fingerprints[part]) {
        throw new CheckpointMismatchException(
            Part.PLAN,
            "the part %s as it was".formatted(names.get(part)),
            parts.get(part).toString(),
            "give another part another name");
      }
      return state;
    }

    /// Passes over the items that were given by other weights.
    private void passOver(State from) {
      int count = from.parts().size();
      Proportions before = new Proportions(from.numbers().subList(3, 3 + count).stream().mapToLong(i -> i).toArray());
      for (long left = from.number(2); left > 0; left--) {
        run.check();
        int part = names.indexOf(from.parts().get(before.partOf(given++)).stage().substring(PART.length()));
        if (part >= 0) {
          Rereading.advanceAgain(run, cursors.get(part));
        }
      }
      resumed = null;
    }

    @Override
    public boolean advance() {
      if (resumed != null) {
        passOver(resumed);
      }
      if (ended) {
        return false;
      }
      int part = proportions.partOf(given);
      ended = !cursors.get(part).advance();
      if (!ended) {
        drawn = part;
        given++;
      }
      return !ended;
    }

    @Override
    public T item() {
      return cursors.get(drawn).item();
    }

    @Override
    public State place() {
      return state(given - 1, drawn);
    }

    @Override
    public State state() {
      return resumed != null ? resumed : state(given, -1);
    }

    private State state(long items, int placed) {
      List<Long> numbers = new ArrayList<>(List.of(items, ended ? 1L : 0L, 0L));
      List<State> states = new ArrayList<>();
      for (int i = 0; i < cursors.size(); i++) {
        numbers.add(proportions.weight(i));
        State state = i == placed ? cursors.get(i).place() : cursors.get(i).state();
        states.add(State.over(state, PART + names.get(i), fingerprints[i]));
      }
      return new State(NAME, numbers, states);
    }

    @Override
    public boolean isReady() {
      return ended || cursors.get(proportions.partOf(given)).isReady();
    }

    @Override
    public void close() {
      cursors.forEach(Cursor::close);
    }
  }

  @Override
  public long size() {
    return parts.stream().allMatch(part -> part.size() == UNBOUNDED) ? UNBOUNDED : UNKNOWN;
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.copyOf(parts);
  }

  @Override
  public Footprint footprint() {
    return anyOf(parts);
  }

  @Override
  public List<Holding> holdings(int threads) {
    return List.of(new Holding("next of each part", parts.size(), footprint()));
  }

  @Override
  public String toString() {
    return IntStream.range(0, parts.size())
        .mapToObj(i -> "%s %d: %s".formatted(names.get(i), proportions.weight(i), parts.get(i)))
        .collect(Collectors.joining("; ", "mix(", ")"));
  }
}
