package dev.sheaf.pipeline;

import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.checkpoint.State;
import dev.sheaf.engine.Account;
import dev.sheaf.engine.AheadCursor.Reached;
import dev.sheaf.engine.PrefetchStage;
import dev.sheaf.engine.SamplesStage;
import dev.sheaf.stage.Policies;
import dev.sheaf.stage.Stage;
import org.jspecify.annotations.Nullable;

/// What stands in the checkpoints of a pipeline. Where its order is arithmetic and nothing was left out, that is the epoch
/// and the position; else also the state of its stages, and what was counted.
///
/// @param size how many items an epoch has
/// @param beginning the checkpoint of the pipeline's very beginning
record Checkpoints(Stage<?> stage, long size, Policies policies, Checkpoint beginning) {
  /// Stands in a checkpoint for the beginning of an epoch.
  private static final String BEGINNING = "beginning";

  /// Whether the position alone says where a consumer has got to.
  static boolean isArithmetic(Stage<?> stage) {
    SamplesStage<?> samples = samples(stage);
    return samples != null && samples.size() != Stage.UNKNOWN;
  }

  /// The order that items come from as they are, if they do.
  private static @Nullable SamplesStage<?> samples(Stage<?> stage) {
    return switch (stage) {
      case SamplesStage<?> samples -> samples;
      case PrefetchStage<?> prefetch -> samples(prefetch.upstream().getFirst());
      default -> null;
    };
  }

  /// Where a consumer has got to. After the last item of an epoch that is the start of the next.
  Checkpoint of(Epoch<?> current) {
    Reached reached = current.cursor().reached();
    long position = current.before() + reached.items();
    Account over = current.over();
    if (over != null || (position > 0 && position == size)) {
      return behind(current, position, over != null ? over : reached.account());
    }
    Account account = reached.account();
    return isToldByPosition(account) && (isArithmetic(stage) || position == 0)
        ? beginning.at(current.number(), position)
        : beginning.at(
            current.number(), position, account.toState(reached.state(), current.delivered(), current.begun()));
  }

  private Checkpoint behind(Epoch<?> epoch, long position, Account account) {
    long next = epoch.number() + 1;
    return isToldByPosition(account)
        ? beginning.at(next, 0)
        : beginning.at(next, 0, account.toState(State.of(BEGINNING), epoch.delivered() + position, account));
  }

  /// Whether the position alone says what was counted.
  private boolean isToldByPosition(Account account) {
    SamplesStage<?> samples = samples(stage);
    return account.counts().isEmpty()
        || (account.lost() == 0 && !policies.countCalls() && samples != null && samples.isCounted());
  }

  /// Where a loader starts that goes on from a checkpoint.
  Start start(Checkpoint from) {
    long epoch = from.epoch();
    long position = from.position();
    State state = from.state().orElse(null);
    if (state != null && Account.isPartOf(state)) {
      return new Start(
          epoch,
          position,
          stateAt(position, inner(state)),
          state.number(0),
          Account.ofState(state, true),
          Account.ofState(state, false));
    }
    return new Start(
        epoch, position, stateAt(position, state), deliveredBefore(epoch), accountAt(epoch, 0), accountAt(epoch, position));
  }

  private static @Nullable State inner(State state) {
    State inner = state.parts().getFirst();
    return inner.stage().equals(BEGINNING) ? null : inner;
  }

  private static @Nullable State stateAt(long position, @Nullable State state) {
    return state == null && position > 0 ? SamplesStage.at(position) : state;
  }

  /// How many items earlier epochs had, if nothing was left out.
  private long deliveredBefore(long epoch) {
    return size < 0 || epoch == 0 ? 0 : epoch * size;
  }

  private Account accountAt(long epoch, long position) {
    SamplesStage<?> samples = samples(stage);
    return samples != null && samples.isCounted() ? samples.accountAt(epoch, position) : Account.EMPTY;
  }
}
