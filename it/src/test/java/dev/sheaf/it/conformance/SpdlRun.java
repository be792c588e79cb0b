package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.ItemTimeoutException;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineException;
import dev.sheaf.stage.LimitExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One consumer, who does what the steps of a case say. What comes of each step is written as the cases write it.
final class SpdlRun implements AutoCloseable {
  /// Longer than anything takes that does not hang.
  private static final Duration LONG = Duration.ofSeconds(30);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SpdlProbe probe;
  private final Pipeline<Object> pipeline;
  private final boolean continuous;
  private final Duration timeout;
  private final List<DataLoader<Object>> opened = new ArrayList<>();
  private @Nullable DataLoader<Object> loader;
  private @Nullable FutureTask<Void> closing;
  private boolean iteratorEnded;
  private boolean ended;

  /// @param continuous whether there is another epoch after the first
  /// @param timeout how long to wait for an item where a step does not say
  SpdlRun(SpdlProbe probe, Pipeline<Object> pipeline, boolean continuous, Duration timeout) {
    this.probe = probe;
    this.pipeline = pipeline;
    this.continuous = continuous;
    this.timeout = timeout;
  }

  /// @param expected what is right to come of it
  JsonNode step(JsonNode step, List<JsonNode> expected) throws Exception {
    return switch (step.get("do").textValue()) {
      case "start" -> start();
      case "iterate" -> {
        iteratorEnded = false;
        yield read(step, true);
      }
      case "again" -> iteratorEnded ? outcome(List.of(), "eod") : read(step, true);
      case "get" -> read(step, false);
      case "pass" -> pass(step);
      case "stop" -> stop(step.has("timeout") ? millis(step.get("timeout")) : LONG);
      case "build" -> {
        close();
        loader = null;
        closing = null;
        ended = false;
        yield ok();
      }
      case "release" -> {
        probe.release(step.get("gate").textValue(), step.get("count").intValue());
        yield ok();
      }
      case "settle" -> settle(step, expected);
      default -> throw ConformanceCases.unknown("step", step);
    };
  }

  private JsonNode start() {
    if (loader != null) {
      return error("state");
    }
    open();
    return ok();
  }

  private DataLoader<Object> open() {
    DataLoader<Object> begun = pipeline.open();
    opened.add(begun);
    loader = begun;
    return begun;
  }

  /// A new pass over the whole.
  private JsonNode pass(JsonNode step) throws Exception {
    if (step.get("count").intValue() == 0) {
      return outcome(List.of(), "open");
    }
    if (loader == null) {
      loader = open();
    } else if (!ended) {
      loader.close();
      loader = open();
    }
    ended = false;
    return read(step, true);
  }

  /// Reads some items, each in time.
  ///
  /// @param anew whether an epoch that has ended is followed by another
  private JsonNode read(JsonNode step, boolean anew) {
    List<Object> items = new ArrayList<>();
    Duration most = step.has("timeout") ? millis(step.get("timeout")) : timeout;
    if (ended && !(continuous && anew)) {
      return outcome(items, "eod");
    }
    try {
      DataLoader<Object> from = loader == null ? open() : loader;
      if (anew || !ended) {
        // Begins the epoch; its items are polled for.
        Iterator<Object> _ = from.iterator();
      }
      ended = false;
      while (items.size() < step.get("count").intValue()) {
        Optional<Object> next = from.poll(most);
        if (next.isPresent()) {
          items.add(next.get());
        } else if (from.isAtEnd()) {
          ended = true;
          iteratorEnded = true;
          return outcome(items, "eod");
        } else {
          return outcome(items, "timeout");
        }
      }
      return outcome(items, "open");
    } catch (PipelineException e) {
      ObjectNode outcome = outcome(items, "failure");
      outcome.set("failure", failure(e));
      return outcome;
    } catch (IllegalStateException e) {
      // The loader is closed.
      return outcome(items, "closed");
    } catch (ItemTimeoutException e) {
      return outcome(items, "timeout");
    }
  }

  private JsonNode stop(Duration most) throws InterruptedException {
    DataLoader<Object> last = loader;
    if (last == null) {
      return ok();
    }
    FutureTask<Void> task = closing;
    if (task == null || task.isDone()) {
      if (most.compareTo(LONG) < 0) {
        // The case is about a function that is held up: the next one may not have begun yet.
        probe.awaitHeldUp();
      }
      task =
          new FutureTask<>(
              () -> {
                last.close();
                return null;
              });
      closing = task;
      Thread.ofVirtual().start(task);
    }
    try {
      task.get(most.toMillis(), TimeUnit.MILLISECONDS);
      return ok();
    } catch (TimeoutException e) {
      return error("timeout");
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof PipelineException failure) {
        ObjectNode outcome = JSON.objectNode();
        outcome.set("failure", failure(failure));
        return outcome;
      }
      throw new AssertionError("closing failed", e.getCause());
    }
  }

  private JsonNode settle(JsonNode step, List<JsonNode> expected) throws InterruptedException {
    probe.settle(() -> expected.stream().anyMatch(each -> SpdlComparison.includes(each.path("counters"), counters(step))));
    ObjectNode outcome = JSON.objectNode();
    outcome.set("counters", counters(step));
    return outcome;
  }

  private ObjectNode counters(JsonNode step) {
    ObjectNode counters = JSON.objectNode();
    for (JsonNode counter : step.get("counters")) {
      counters.put(counter.textValue(), probe.count(counter.textValue()));
    }
    return counters;
  }

  private static JsonNode failure(PipelineException e) {
    List<Throwable> all = Stream.concat(Stream.of(e), Stream.of(e.getSuppressed())).toList();
    ArrayNode causes = JSON.arrayNode();
    all.stream()
        .map(each -> each.getCause() instanceof LimitExceededException ? "limit" : "error")
        .sorted()
        .forEach(causes::add);
    ObjectNode failure = JSON.objectNode();
    failure.put("stages", all.size());
    failure.set("causes", causes);
    return failure;
  }

  private static Duration millis(JsonNode seconds) {
    return Duration.ofMillis(Math.round(seconds.doubleValue() * 1000));
  }

  private static ObjectNode outcome(List<?> items, String end) {
    ObjectNode outcome = JSON.objectNode();
    outcome.set("items", json(items));
    return outcome.put("end", end);
  }

  private static JsonNode json(Object value) {
    return switch (value) {
      case List<?> list -> {
        ArrayNode array = JSON.arrayNode();
        list.forEach(each -> array.add(json(each)));
        yield array;
      }
      case String text -> JSON.textNode(text);
      // As Jackson reads it.
      case Long number when number == number.intValue() -> JSON.numberNode(number.intValue());
      case Long number -> JSON.numberNode(number);
      default -> throw new AssertionError("an element is " + value);
    };
  }

  private static JsonNode ok() {
    return JSON.objectNode().put("ok", true);
  }

  private static JsonNode error(String kind) {
    ObjectNode outcome = JSON.objectNode();
    outcome.putObject("error").put("kind", kind);
    return outcome;
  }

  /// Lets everyone go, and closes what is open.
  @Override
  public void close() {
    probe.open();
    for (DataLoader<Object> each : opened) {
      try {
        each.close();
      } catch (PipelineException e) {
        // The case has seen what it wanted to see.
      }
    }
  }
}
