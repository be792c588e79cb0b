package dev.sheaf.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Some items of one part, then as many of the next, and so on in rounds; a part that has no more is passed over, so that
/// every item comes once. An epoch of the whole is the same epoch of every part.
public final class InterleavedSamples<T> extends CombinedSamples<T> {
  private final long block;
  private final Stretch[] stretches;

  /// Where each stretch begins.
  private final long[] starts;

  private final long size;

  /// Rounds that all look alike: the same parts give the same number of items in each.
  private static final class Stretch {
    /// The first of them.
    final long round;

    /// Which parts give some.
    final int[] parts;

    /// Where the items of each end in a round.
    final long[] ends;

    private Stretch(long round, int[] parts, long[] ends) {
      this.round = round;
      this.parts = parts;
      this.ends = ends;
    }

    static Stretch of(List<? extends Samples<?>> parts, long round, long block) {
      int[] giving =
          IntStream.range(0, parts.size()).filter(part -> inRound(parts.get(part), round, block) > 0).toArray();
      long[] ends = new long[giving.length];
      long end = 0;
      for (int i = 0; i < giving.length; i++) {
        end = sum(end, inRound(parts.get(giving[i]), round, block));
        ends[i] = end;
      }
      return new Stretch(round, giving, ends);
    }

    long itemsInARound() {
      return ends[ends.length - 1];
    }
  }

  /// @param block how many items of a part come together
  /// @throws IllegalArgumentException if there are no parts, `block` is less than 1, or there are too many items
  public InterleavedSamples(List<? extends Samples<? extends T>> parts, long block) {
    super(parts, "interleave");
    if (block < 1) {
      throw new IllegalArgumentException("expected 1 item or more of a part at a time, found " + block);
    }
    this.block = block;
    // Rounds change where the full blocks of a part end, and after its last one, which may be shorter.
    TreeSet<Long> changes = new TreeSet<>(List.of(0L));
    for (Samples<?> part : parts) {
      if (part.size() != UNBOUNDED) {
        changes.add(part.size() / block);
        changes.add(Math.ceilDiv(part.size(), block));
      }
    }
    List<Stretch> found = new ArrayList<>();
    List<Long> begins = new ArrayList<>();
    long items = 0;
    for (long round : changes) {
      Stretch stretch = Stretch.of(parts, round, block);
      if (stretch.parts.length > 0) {
        found.add(stretch);
        begins.add(items);
        Long next = changes.higher(round);
        items = next == null ? UNBOUNDED : sum(items, product(next - round, stretch.itemsInARound()));
      }
    }
    this.stretches = found.toArray(Stretch[]::new);
    this.starts = begins.stream().mapToLong(Long::longValue).toArray();
    this.size = items;
  }

  private static long sum(long items, long more) {
    if (items > UNBOUNDED - 1 - more) {
      throw new IllegalArgumentException("expected fewer than %d items to interleave, found more".formatted(UNBOUNDED));
    }
    return items + more;
  }

  private static long product(long rounds, long items) {
    return rounds > (UNBOUNDED - 1) / items ? UNBOUNDED - 1 : rounds * items;
  }

  /// How many items a part gives in a round.
  private static long inRound(Samples<?> part, long round, long block) {
    long full = part.size() / block;
    return part.size() == UNBOUNDED || round < full ? block : round == full ? part.size() % block : 0;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  protected void locate(long[] positions, int count, long[] numbers) {
    for (int i = 0; i < count; i++) {
      long epoch = Math.floorDiv(positions[i], size);
      long offset = positions[i] - epoch * size;
      int found = Arrays.binarySearch(starts, offset);
      int at = found >= 0 ? found : -found - 2;
      Stretch stretch = stretches[at];
      long perRound = stretch.itemsInARound();
      long rounds = (offset - starts[at]) / perRound;
      long inRound = offset - starts[at] - rounds * perRound;
      int turn = turn(stretch.ends, inRound);
      long begin = turn == 0 ? 0 : stretch.ends[turn - 1];
      int part = stretch.parts[turn];
      numbers[i] = part;
      positions[i] = epochStart(part, epoch) + (stretch.round + rounds) * block + inRound - begin;
    }
  }

  /// Whose turn it is: the first whose items end behind the offset.
  private int turn(long[] ends, long offset) {
    if (ends[0] == block && ends[ends.length - 1] == block * ends.length) {
      return (int) (offset / block);
    }
    int found = Arrays.binarySearch(ends, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private long epochStart(int part, long epoch) {
    return size == UNBOUNDED ? 0 : Samples.epochStart(epoch, part(part).size());
  }

  @Override
  protected String call() {
    return block == 1 ? "roundRobin()" : "interleave(" + block + ")";
  }
}
