package dev.sheaf.engine;

import dev.sheaf.checkpoint.State;
import dev.sheaf.dataset.Footprint;
import dev.sheaf.stage.Holding;
import dev.sheaf.stage.MixStage;
import dev.sheaf.stage.Run;
import dev.sheaf.stage.Stage;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Items that a thread of its own, the feeder, draws ahead of those that take them.
///
/// @param <T> the items
public final class PrefetchStage<T> extends AheadStage<T> {
  private static final String NAME = "prefetch";

  private static final int SLOTS = 4;

  /// However cheap items are.
  private static final int MOST_PER_BLOCK = 4096;

  /// The same where an item is a batch: only what is drawn in no time is handed over together.
  private static final int MOST_BATCHES_PER_BLOCK = 16;

  private final Stage<T> upstream;
  private final int prefetch;
  private final @Nullable Weighing<? super T> weighing;

  /// @param prefetch how many items may wait at once; 0 for a few
  public PrefetchStage(Stage<T> upstream, int prefetch) {
    this(upstream, prefetch, null);
  }

  private PrefetchStage(Stage<T> upstream, int prefetch, @Nullable Weighing<? super T> weighing) {
    this.upstream = upstream;
    this.prefetch = prefetch;
    this.weighing = weighing;
  }

  /// As many items ahead as weigh `bytes`, and at most one more.
  ///
  /// @param measure says how many bytes an item has
  /// @throws IllegalArgumentException if `bytes` is less than 1
  public static <T> PrefetchStage<T> ofBytes(Stage<T> upstream, long bytes, ToLongFunction<? super T> measure) {
    return new PrefetchStage<>(upstream, 0, new Weighing<>(bytes, measure));
  }

  /// The stage that can go on at a state: the same, but where the state was taken with a prefetch behind it that is gone.
  public static <T> AheadStage<T> resumed(AheadStage<T> stage, State from) {
    return Behind.isUnfed(from, stage) ? new PrefetchStage<>(stage, 0) : stage;
  }

  @Override
  public RingCursor<T> open(Run run, long epoch, @Nullable State from) {
    if (weighing != null) {
      return open(run, Ring.weighing(weighing.budget()), new BlockSize(1, 1), epoch, from);
    }
    int perBlock = upstream.itemsPerBlock();
    int slots = SLOTS;
    BlockSize blockSize = new BlockSize(perBlock, perBlock > 1 ? MOST_PER_BLOCK : MOST_BATCHES_PER_BLOCK);
    if (prefetch > 0) {
      perBlock = Math.clamp(prefetch / SLOTS, 1, perBlock);
      slots = prefetch / perBlock;
      blockSize = new BlockSize(perBlock, perBlock);
    }
    return open(run, new Ring(slots), blockSize, epoch, from);
  }

  private RingCursor<T> open(Run run, Ring ring, BlockSize blockSize, long epoch, @Nullable State from) {
    Workers workers = Drawing.of(run).workers();
    Feeding<T> feeding = new Feeding<>(workers, station(upstream), ring, blockSize, weighing, upstream, epoch, from);
    RingCursor<T> cursor = new RingCursor<>(ring, run, feeding.here(), () -> {});
    workers.feed("feeder", feeding::feed);
    return cursor;
  }

  /// The names of the stages that the feeder carries out.
  static String station(Stage<?> stage) {
    if (stage instanceof AheadStage<?>) {
      // Which is a station of its own.
      return NAME;
    }
    String before =
        stage.upstream().stream()
            .filter(upstream -> !(upstream instanceof AheadStage<?> || upstream instanceof PathStage<?>))
            .map(PrefetchStage::station)
            .collect(Collectors.joining(", "));
    return before.isEmpty() ? stage.name() : before + ", " + stage.name();
  }

  /// The state of a mixture, of which this may be a place so many items behind.
  ///
  /// @throws dev.sheaf.checkpoint.CheckpointMismatchException if it is not
  public static State ofMixture(State state) {
    // What was counted belongs to the parts as they were.
    Behind place = Behind.ofAny(Account.isPartOf(state) ? state.parts().getFirst() : state);
    return MixStage.behind(Objects.requireNonNull(place.base()), place.items());
  }

  /// Whether what comes out is a mixture, made ahead or not.
  public static boolean isMixture(Stage<?> stage) {
    return stage instanceof MixStage<?> || (stage instanceof PrefetchStage<?> ahead && isMixture(ahead.upstream));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long size() {
    return upstream.size();
  }

  @Override
  public List<Stage<?>> upstream() {
    return List.of(upstream);
  }

  @Override
  public Footprint footprint() {
    return upstream.footprint();
  }

  @Override
  public List<Holding> holdings(int threads) {
    Footprint each = upstream.footprint();
    if (weighing != null) {
      return List.of(
          new Holding("prefetch by weight", 1, Footprint.of(weighing.budget())),
          new Holding("prefetched last, and being taken", 2, each));
    }
    int perBlock = upstream.itemsPerBlock();
    if (prefetch > 0) {
      // What waits, and the block that is being taken.
      return List.of(new Holding(NAME, (long) prefetch + Math.clamp(prefetch / SLOTS, 1, perBlock), each));
    }
    long grown =
        BlockSize.grown(perBlock, perBlock > 1 ? MOST_PER_BLOCK : MOST_BATCHES_PER_BLOCK, each.planned());
    return List.of(new Holding("made ahead", atMost((SLOTS + 1) * grown), each));
  }

  private long atMost(long items) {
    return upstream.size() >= 0 ? Math.min(items, upstream.size()) : items;
  }

  @Override
  public String toString() {
    return upstream.toString();
  }
}
