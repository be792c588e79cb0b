package dev.sheaf.it.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.SheafException;
import dev.sheaf.checkpoint.Checkpoint;
import dev.sheaf.it.conformance.Fairseq2Outcome.Done;
import dev.sheaf.it.conformance.Fairseq2Outcome.Refused;
import dev.sheaf.it.conformance.Fairseq2Outcome.Taken;
import dev.sheaf.it.conformance.Fairseq2Outcome.Told;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What a consumer does with the pipeline of a case, step by step. A pipeline of a case is one epoch: once that is over,
/// nothing comes until it is reset.
final class Fairseq2Steps implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode definition;
  private final AtomicLong tapped = new AtomicLong();
  private final Fairseq2Pipelines pipelines;
  private final Map<String, String> slots = new HashMap<>();
  private Pipeline<Object> pipeline;
  private DataLoader<Object> loader;
  private Iterator<Object> items;
  private boolean over;
  private int threads = 1;

  private Optional<PipelineException> thrown = Optional.empty();
  private boolean lastFailed;

  /// Defines and opens the pipeline of a case.
  Fairseq2Steps(JsonNode definition, Path folder) {
    this.definition = definition;
    this.pipelines = new Fairseq2Pipelines(folder, tapped);
    this.pipeline = pipelines.of(definition);
    open();
  }

  /// Carries out one step.
  Fairseq2Outcome carryOut(JsonNode step) {
    return switch (step.get("do").textValue()) {
      case "take" -> take(step.get("count").longValue());
      case "reset" -> reset();
      case "fresh" -> fresh();
      case "save" -> save(step.get("slot").textValue());
      case "load" -> load(step);
      case "broken" -> new Told("broken", isBroken());
      case "tapped" -> new Told("tapped", tapped.get());
      case "finitude" -> new Told("finitude", finitude());
      case "failed_example" -> new Told("example", failedExample());
      default -> throw ConformanceCases.unknown("step", step.get("do"));
    };
  }

  private void open() {
    use(pipeline.threads(threads).open());
  }

  private void use(DataLoader<Object> opened) {
    close();
    loader = opened;
    items = loader.iterator();
    over = loader.checkpoint().epoch() > 0;
    thrown = Optional.empty();
  }

  private Fairseq2Outcome take(long count) {
    List<Object> taken = new ArrayList<>();
    if (count > 0 && isBroken()) {
      return new Taken(taken, "error", Optional.of(Fairseq2Error.BROKEN));
    }
    try {
      while (taken.size() < count) {
        lastFailed = false;
        over = over || !items.hasNext();
        if (over) {
          return new Taken(taken, "eod", Optional.empty());
        }
        taken.add(items.next());
      }
      return new Taken(taken, "open", Optional.empty());
    } catch (PipelineException e) {
      thrown = Optional.of(e);
      lastFailed = true;
      return new Taken(taken, "error", Optional.of(Fairseq2Error.of(e)));
    }
  }

  private boolean isBroken() {
    return thrown.isPresent() && !thrown.get().isRecoverable();
  }

  private Fairseq2Outcome reset() {
    open();
    return new Done();
  }

  private Fairseq2Outcome fresh() {
    pipeline = pipelines.of(definition);
    open();
    return new Done();
  }

  private Fairseq2Outcome save(String slot) {
    if (isBroken()) {
      return new Refused(Fairseq2Error.BROKEN);
    }
    slots.put(slot, loader.checkpoint().toJson());
    return new Done();
  }

  private Fairseq2Outcome load(JsonNode step) {
    // The threads are no part of a state.
    threads = 4 - threads;
    Pipeline<Object> other = pipeline;
    if (step.path("into").asText().equals("fresh")) {
      other = pipelines.of(step.has("pipeline") ? step.get("pipeline") : definition);
    }
    try {
      use(other.threads(threads).resume(Checkpoint.fromJson(state(step))));
      pipeline = other;
      return new Done();
    } catch (SheafException e) {
      return new Refused(Fairseq2Error.of(e));
    }
  }

  private String state(JsonNode step) {
    if (step.has("state")) {
      return step.get("state").toString();
    }
    String state = slots.get(step.get("slot").textValue());
    return step.has("append") ? appended(state, step.get("append")) : state;
  }

  private static String appended(String state, JsonNode more) {
    try {
      return ((ObjectNode) JSON.readTree(state)).set("more", more).toString();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /// The element that was at fault, if the last element could not be made.
  private Object failedExample() {
    return thrown.filter(_ -> lastFailed)
        .flatMap(PipelineException::about)
        .orElse(Fairseq2Values.JsonNull.NULL);
  }

  private Object finitude() {
    return switch (pipeline.finitude()) {
      case FINITE -> "finite";
      case PSEUDO_INFINITE -> "pseudo-infinite";
      case INFINITE -> "infinite";
    };
  }

  @Override
  public void close() {
    if (loader != null) {
      loader.close();
    }
  }
}
