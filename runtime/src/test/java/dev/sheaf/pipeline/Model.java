package dev.sheaf.pipeline;

import dev.sheaf.random.Permutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a pipeline means, by lists and without threads: the items of each epoch, with null at positions of the index plane
/// that have none.
interface Model {
  List<Long> epoch(long epoch);

  static Model of(List<Long> items) {
    return _ -> items;
  }

  static Model of(long size) {
    return of(IntStream.range(0, (int) size).mapToObj(i -> (long) i).toList());
  }

  default Model each(UnaryOperator<List<Long>> change) {
    return epoch -> change.apply(epoch(epoch));
  }

  /// For each item, what a function gives, or null.
  default Model map(Function<Long, ? extends @Nullable Long> function) {
    return each(
        items -> {
          List<Long> mapped = new ArrayList<>();
          items.forEach(item -> mapped.add(item == null ? null : function.apply(item)));
          return mapped;
        });
  }

  /// Leaves the positions of the others empty.
  default Model filterInPlace(Predicate<Long> predicate) {
    return map(item -> predicate.test(item) ? item : null);
  }

  default Model withoutHoles() {
    return each(items -> items.stream().filter(Objects::nonNull).toList());
  }

  default Model skip(int count) {
    return each(items -> items.subList(Math.min(count, items.size()), items.size()));
  }

  default Model take(int count) {
    return each(items -> items.subList(0, Math.min(count, items.size())));
  }

  default Model shard(Shard shard) {
    return each(
        items -> {
          int end = shard.remainder() == Remainder.KEEP ? items.size() : items.size() / shard.world() * shard.world();
          List<Long> own = new ArrayList<>();
          for (int i = shard.rank(); i < end; i += shard.world()) {
            own.add(items.get(i));
          }
          return own;
        });
  }

  record Shard(int rank, int world, Remainder remainder) {
    static Shard of(Choices choices) {
      int world = choices.from(1, 4);
      return new Shard(choices.below(world), world, choices.remainder());
    }
  }

  default Model shuffle(long seed) {
    return epoch -> {
      List<Long> items = epoch(epoch);
      Permutation order = Permutation.of(items.size(), (seed + epoch) % (1L << 32));
      return IntStream.range(0, items.size()).mapToObj(i -> items.get((int) order.at(i))).toList();
    };
  }

  /// On the index plane, all passes in the same order have that of epoch 0, in every epoch.
  default Model repeat(Passes passes) {
    boolean reshuffled = passes == Passes.RESHUFFLED;
    return epoch -> {
      List<Long> both = new ArrayList<>(epoch(reshuffled ? 2 * epoch : epoch));
      both.addAll(epoch(reshuffled ? 2 * epoch + 1 : epoch));
      return both;
    };
  }

  /// Each list of `size` items as a number.
  default Model buckets(int size, Remainder remainder) {
    return each(
        items -> {
          List<Long> buckets = new ArrayList<>();
          for (int from = 0; from < items.size(); from += size) {
            List<Long> bucket = items.subList(from, Math.min(items.size(), from + size));
            if (bucket.size() == size || remainder == Remainder.KEEP) {
              buckets.add(Operators.asOne(bucket));
            }
          }
          return buckets;
        });
  }

  default Model then(Model other) {
    return epoch -> {
      List<Long> both = new ArrayList<>(epoch(epoch));
      both.addAll(other.epoch(epoch));
      return both;
    };
  }

  /// One of each in turn, for as long as there are any.
  default Model inTurnWith(Model other) {
    return epoch -> {
      List<Long> first = epoch(epoch);
      List<Long> second = other.epoch(epoch);
      List<Long> both = new ArrayList<>();
      for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
        both.addAll(first.subList(Math.min(i, first.size()), Math.min(i + 1, first.size())));
        both.addAll(second.subList(Math.min(i, second.size()), Math.min(i + 1, second.size())));
      }
      return both;
    };
  }
}
