package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.order.Exhausted;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.Remainder;
import dev.sheaf.stage.Aggregator;
import dev.sheaf.stage.OnError;
import dev.sheaf.stage.StageOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes the pipelines of cases as a user of Sheaf would.
final class SpdlPipelines {
  /// What functions are, in SPDL. A callable object is a function like any other here.
  private static final Set<String> KINDS = Set.of("sync", "callable", "async", "generator", "async_generator");

  private final SpdlProbe probe;
  private final @Nullable JsonNode limit;
  private int ops;

  /// @param limit how many elements may fail in stages that say nothing themselves
  private SpdlPipelines(SpdlProbe probe, @Nullable JsonNode limit) {
    this.probe = probe;
    this.limit = limit;
  }

  /// The pipeline of a case, with its buffer and threads.
  ///
  /// @throws IllegalArgumentException if it is refused, or cannot be written in Java
  static Pipeline<Object> of(JsonNode json, SpdlProbe probe) {
    if (json.has("builder")) {
      throw new IllegalArgumentException("a pipeline has one source and is opened once: not to be written otherwise");
    }
    SpdlPipelines pipelines = new SpdlPipelines(probe, json.get("max_failures"));
    Pipeline<Object> pipeline = pipelines.pipeline(json).threads(whole(json, "threads", 4));
    if (json.has("max_failures")) {
      pipeline = pipeline.onError(onError(json.get("max_failures")));
    }
    return pipeline.prefetch(whole(json, "sink", 3));
  }

  /// SPDL's data loader: source, preprocessor, lists, aggregator, transfer, buffer.
  static Pipeline<Object> ofLoader(JsonNode json, SpdlProbe probe) {
    SpdlPipelines pipelines = new SpdlPipelines(probe, null);
    int threads = whole(json, "threads", 8);
    Pipeline<Object> pipeline = Pipeline.<Object>from("source", new SpdlSource(json.get("source"), probe));
    String order = json.path("order").asText("completion");
    if (json.has("preprocessor")) {
      pipeline =
          pipelines.pipe(
              pipeline, json.get("preprocessor"), json.path("kind").asText("sync"), threads, order, OnError.skip());
    }
    if (json.path("batch_size").asInt(0) > 0) {
      pipeline = lists(pipeline, json.get("batch_size").intValue(), json.path("drop_last").booleanValue());
    }
    if (json.has("aggregator")) {
      pipeline = pipelines.pipe(pipeline, json.get("aggregator"), "sync", threads, order, OnError.skip());
    }
    if (json.has("transfer")) {
      pipeline = pipelines.pipe(pipeline, json.get("transfer"), "sync", 1, "input", OnError.skip());
    }
    return pipeline.threads(threads).prefetch(whole(json, "buffer_size", 3));
  }

  private static int whole(JsonNode json, String name, int otherwise) {
    if (!json.has(name)) {
      return otherwise;
    }
    if (!json.get(name).isInt()) {
      throw new IllegalArgumentException("the compiler refuses " + json.get(name) + " for " + name);
    }
    return json.get(name).intValue();
  }

  private Pipeline<Object> pipeline(JsonNode json) {
    Pipeline<Object> pipeline = json.has("merge") ? merge(json) : Pipeline.<Object>from(
        "source", new SpdlSource(json.get("source"), probe));
    for (JsonNode stage : json.get("stages")) {
      pipeline = stage(pipeline, stage);
    }
    return pipeline;
  }

  private Pipeline<Object> merge(JsonNode json) {
    List<Pipeline<Object>> children = new ArrayList<>();
    long continuous = 0;
    for (JsonNode child : json.get("merge")) {
      children.add(pipeline(child));
      continuous += child.path("source").path("continuous").booleanValue() ? 1 : 0;
    }
    if (continuous != 0 && continuous != children.size()) {
      throw new IllegalArgumentException("every pipeline has epochs: one that has a single one cannot be said");
    }
    return switch (json.path("merge_op").asText("")) {
      case "" -> Pipeline.<Object>merge(children);
      // It takes from the first source, whichever item is there first.
      case "fail" ->
          Pipeline.<Object>roundRobin(children, Exhausted.LEAVE_OUT)
              .map(passingOne(), StageOptions.named("merge").onError(OnError.fail()));
      case "round_robin" -> Pipeline.<Object>roundRobin(children, Exhausted.LEAVE_OUT);
      case "until_first_end" -> Pipeline.<Object>mix(children);
      case String op -> throw ConformanceCases.unknown("merge", op);
    };
  }

  private static Function<Object, Object> passingOne() {
    AtomicBoolean passed = new AtomicBoolean();
    return item -> {
      if (passed.getAndSet(true)) {
        throw new IllegalArgumentException("the merge failed on purpose");
      }
      return item;
    };
  }

  private Pipeline<Object> stage(Pipeline<Object> before, JsonNode stage) {
    if (stage.has("aggregate")) {
      return lists(before, whole(stage, "aggregate", 0), stage.path("drop_last").booleanValue());
    }
    if (stage.has("aggregator")) {
      return before.aggregate(
          () -> aggregator(stage.get("aggregator")),
          stage.path("drop_last").booleanValue() ? Remainder.DROP : Remainder.KEEP);
    }
    if (stage.has("disaggregate")) {
      return before.flatMap(
          item -> (Iterable<?>) item, StageOptions.parallel(1).as("disaggregate" + ops++).onError(OnError.skip()));
    }
    if (stage.has("route")) {
      return stage.path("batched").booleanValue() ? routeBatches(before, stage) : route(before, stage);
    }
    if (stage.has("executor") && stage.path("kind").asText().startsWith("async")) {
      throw new IllegalArgumentException("a function that promises a result has no threads to choose");
    }
    return pipe(
        before,
        stage.get("pipe"),
        stage.path("kind").asText("sync"),
        whole(stage, "concurrency", 1),
        stage.path("order").asText("completion"),
        stage.has("max_failures") ? onError(stage.get("max_failures")) : limit == null ? OnError.skip() : null);
  }

  private Pipeline<Object> pipe(
      Pipeline<Object> before, JsonNode pipe, String kind, int concurrency, String order, @Nullable OnError onError) {
    if (!KINDS.contains(kind)) {
      throw ConformanceCases.unknown("kind", kind);
    }
    String name = "op" + ops++;
    boolean async = kind.startsWith("async");
    StageOptions options = async ? StageOptions.blocking(concurrency) : StageOptions.parallel(concurrency);
    options =
        switch (order) {
          case "completion" -> options.unordered();
          case "input" -> options;
          default -> throw new IllegalArgumentException("no such order can be said: " + order);
        };
    options = onError == null ? options.as(name) : options.as(name).onError(onError);
    if (kind.endsWith("generator")) {
      Function<Object, Iterable<@Nullable Object>> function = SpdlFunctions.many(pipe);
      return before.flatMap(
          item -> () -> new Dropping(function.apply(item).iterator()), options);
    }
    Function<Object, @Nullable Object> function = probed(name, pipe, SpdlFunctions.one(pipe));
    return kind.equals("async")
        ? before
            .mapAsync(
                item -> CompletableFuture.completedFuture(Optional.ofNullable(function.apply(item))), options)
            .<Object>mapOptional(found -> found, StageOptions.parallel(1).as(name + ".found"))
        : before.mapOptional(item -> Optional.ofNullable(function.apply(item)), options);
  }

  private Function<Object, @Nullable Object> probed(
      String name, JsonNode pipe, Function<Object, @Nullable Object> function) {
    JsonNode gate = pipe.path("gate");
    return item -> {
      probe.begin(name);
      try {
        if (gate.isTextual()) {
          probe.pass(gate.textValue());
        } else if (gate.has(String.valueOf(item))) {
          probe.pass(gate.get(String.valueOf(item)).textValue());
        }
        return function.apply(item);
      } finally {
        probe.end(name);
      }
    };
  }

  private static OnError onError(JsonNode limit) {
    if (limit.has("rate")) {
      return OnError.skipUpToShare(limit.get("rate").get(0).longValue(), limit.get("rate").get(1).longValue());
    }
    return limit.longValue() < 0 ? OnError.skip() : OnError.skipUpTo(limit.longValue());
  }

  private static Pipeline<Object> lists(Pipeline<Object> before, int size, boolean dropLast) {
    return before.bucket(size, dropLast ? Remainder.DROP : Remainder.KEEP).map(list -> list);
  }

  private Pipeline<Object> route(Pipeline<Object> before, JsonNode stage) {
    List<Function<Pipeline<Object>, Pipeline<Object>>> paths = new ArrayList<>();
    for (JsonNode path : stage.get("paths")) {
      int first = ops;
      ops += 100;
      paths.add(
          begin -> {
            SpdlPipelines inPath = new SpdlPipelines(probe, limit);
            inPath.ops = first + 1000;
            Pipeline<Object> pipeline = begin;
            for (JsonNode each : path) {
              pipeline = inPath.stage(pipeline, each);
            }
            return pipeline;
          });
    }
    return before.route(SpdlFunctions.router(stage.get("route")), paths);
  }

  @SuppressWarnings("unchecked") // The elements are lists there.
  private Pipeline<Object> routeBatches(Pipeline<Object> before, JsonNode stage) {
    List<Function<? super List<Object>, ? extends List<?>>> paths = new ArrayList<>();
    for (JsonNode path : stage.get("paths")) {
      Function<Object, @Nullable Object> all = item -> item;
      for (JsonNode each : path) {
        Function<Object, @Nullable Object> earlier = all;
        Function<Object, @Nullable Object> later = SpdlFunctions.one(each.get("pipe"));
        all = item -> later.apply(Objects.requireNonNull(earlier.apply(item)));
      }
      Function<Object, @Nullable Object> whole = all;
      paths.add(part -> (List<?>) whole.apply(part));
    }
    return Pipeline.routeBatches(
            before.map(item -> (List<Object>) item),
            SpdlFunctions.batchRouter(stage.get("route")),
            paths,
            StageOptions.parallel(1).as("paths" + ops++).onError(OnError.skip()))
        .map(list -> list);
  }

  private static Aggregator<Object, Object> aggregator(JsonNode json) {
    return switch (json.get("name").textValue()) {
      case "join_until" -> new Joining(json.get("length").intValue());
      case "runs" -> new Runs();
      case "fail_on" -> new Failing(json.get("value").longValue(), false);
      case "fail_flush" -> new Failing(Long.MIN_VALUE, true);
      default -> throw ConformanceCases.unknown("aggregator", json);
    };
  }

  /// Joins texts until they are long enough.
  private static final class Joining implements Aggregator<Object, Object> {
    private final int length;
    private String joined = "";

    Joining(int length) {
      this.length = length;
    }

    @Override
    public Optional<Object> accumulate(Object item) {
      joined += item;
      return joined.length() >= length ? flush() : Optional.empty();
    }

    @Override
    public Optional<Object> flush() {
      Optional<Object> result = joined.isEmpty() ? Optional.empty() : Optional.of(joined);
      joined = "";
      return result;
    }
  }

  /// Begins a new list where an element is smaller than the one before.
  private static final class Runs implements Aggregator<Object, Object> {
    private List<Object> run = new ArrayList<>();

    @Override
    public Optional<Object> accumulate(Object item) {
      Optional<Object> result =
          run.isEmpty() || (long) item >= (long) run.getLast() ? Optional.empty() : flush();
      run.add(item);
      return result;
    }

    @Override
    public Optional<Object> flush() {
      Optional<Object> result = run.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(run));
      run = new ArrayList<>();
      return result;
    }

    @Override
    public int held() {
      return run.size();
    }
  }

  /// Gives lists of one element, and fails.
  private record Failing(long value, boolean inFlush) implements Aggregator<Object, Object> {
    @Override
    public Optional<Object> accumulate(Object item) {
      if (item.equals(value)) {
        throw new IllegalArgumentException("the aggregator failed on purpose");
      }
      return inFlush ? Optional.empty() : Optional.of(List.of(item));
    }

    @Override
    public Optional<Object> flush() {
      if (inFlush) {
        throw new IllegalArgumentException("the aggregator failed on purpose");
      }
      return Optional.empty();
    }
  }

  /// Leaves nulls out.
  private static final class Dropping implements Iterator<Object> {
    private final Iterator<? extends @Nullable Object> all;
    private @Nullable Object next;

    Dropping(Iterator<? extends @Nullable Object> all) {
      this.all = all;
    }

    @Override
    public boolean hasNext() {
      while (next == null && all.hasNext()) {
        next = all.next();
      }
      return next != null;
    }

    @Override
    public Object next() {
      Object item = Objects.requireNonNull(next);
      next = null;
      return item;
    }
  }
}
