package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.order.Exhausted;
import dev.sheaf.pipeline.Passes;
import dev.sheaf.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/// SPDL's utilities of iterators, written as pipelines.
final class SpdlIterators {
  private SpdlIterators() {}

  /// A source that turns its items by one whenever it is shuffled, and remembers the seeds that it was given: before each
  /// pass, or before each but the first.
  static final class Turning implements Iterable<Object> {
    private final List<Object> items;
    private final boolean keepsFirst;
    private final List<Long> seeds = new ArrayList<>();
    private long seed;
    private boolean isBegun;

    /// @param seed the first
    /// @param keepsFirst whether the first pass is as the items are
    Turning(JsonNode items, long seed, boolean keepsFirst) {
      this.items = values(items);
      this.seed = seed;
      this.keepsFirst = keepsFirst;
    }

    @Override
    public synchronized Iterator<Object> iterator() {
      if (isBegun || !keepsFirst) {
        seeds.add(seed++);
        Collections.rotate(items, -1);
      }
      isBegun = true;
      return List.copyOf(items).iterator();
    }

    synchronized List<Long> seeds() {
      return List.copyOf(seeds);
    }
  }

  static List<Object> values(JsonNode list) {
    List<Object> values = new ArrayList<>();
    list.forEach(each -> values.add(SpdlFunctions.value(each)));
    return values;
  }

  /// Several sources as one, in turn or drawn by weight, until all or the first are at their end, or so many items came.
  static Pipeline<Object> merge(JsonNode arguments) {
    List<Pipeline<Object>> sources = new ArrayList<>();
    arguments.get("sources").forEach(source -> sources.add(Pipeline.of(values(source))));
    long most = arguments.path("stop_after").longValue();
    Pipeline<Object> merged =
        arguments.hasNonNull("weights")
            ? drawn(sources, SpdlFunctions.weights(arguments.get("weights")), arguments.path("seed").longValue(), most)
            : inTurn(sources, most);
    return most == 0 || most == -1 ? merged : merged.take(most);
  }

  private static Pipeline<Object> inTurn(List<Pipeline<Object>> sources, long most) {
    return most == -1 ? Pipeline.mix(sources) : Pipeline.roundRobin(sources, Exhausted.LEAVE_OUT);
  }

  /// What weighs nothing is left out, unless nothing is left then.
  private static Pipeline<Object> drawn(List<Pipeline<Object>> sources, double[] weights, long seed, long most) {
    Exhausted exhausted = most == -1 ? Exhausted.STOP : Exhausted.LEAVE_OUT;
    int[] heavy = IntStream.range(0, weights.length).filter(i -> weights[i] != 0).toArray();
    if (heavy.length == 0 || weights.length != sources.size()) {
      return Pipeline.sample(sources, weights, seed, exhausted);
    }
    List<Pipeline<Object>> some = IntStream.of(heavy).<Pipeline<Object>>mapToObj(sources::get).toList();
    return Pipeline.sample(some, IntStream.of(heavy).mapToDouble(i -> weights[i]).toArray(), seed, exhausted);
  }

  /// The first items of a source, and from then on some of them from memory, again and again.
  static Pipeline<Object> cache(JsonNode arguments) {
    Pipeline<Long> source =
        arguments.hasNonNull("size") ? Pipeline.range(arguments.get("size").longValue()) : Pipeline.count(0, 1);
    int kept = arguments.get("caches").intValue();
    Pipeline<Object> replayed = source.items().take(kept).cache(kept).repeat(Passes.SAME_ORDER).map(item -> item);
    Pipeline<Object> all =
        arguments.has("return_caches_after")
            ? Pipeline.concatenate(List.of(source.items().take(arguments.get("return_caches_after").longValue()), replayed))
            : replayed;
    return arguments.has("stop_after") ? all.take(arguments.get("stop_after").longValue()) : all;
  }
}
