package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.SheafException;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.it.conformance.ConformanceCases.Case;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.pipeline.PipelineException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/// Compares what a pipeline gives, or refuses, with what a case expects.
final class GrainAnswers {
  private GrainAnswers() {}

  /// Checks what is expected, an answer or a refusal.
  static void check(Case one, Executable answer) throws Exception {
    JsonNode expect = one.json().get("expect");
    try {
      answer.execute();
    } catch (AssertionError | TestAbortedException e) {
      throw e;
    } catch (Throwable e) {
      Throwable cause = e instanceof PipelineException ? e.getCause() : e;
      if (cause instanceof AssertionError unknown) {
        throw unknown;
      }
      if (expect.has("error")) {
        checkRefusal(expect.get("error"), e, cause);
        return;
      }
      if (one.hasTag("may-refuse") && isOfCaller(cause)) {
        return;
      }
      throw e instanceof Exception exception ? exception : new IllegalStateException(e);
    }
    if (expect.has("error") && !one.hasTag("may-answer")) {
      fail("expected a refusal that names " + expect.get("error").get("names"));
    }
  }

  private static boolean isOfCaller(Throwable refusal) {
    return refusal instanceof IllegalArgumentException
        || refusal instanceof IllegalStateException
        || refusal instanceof IndexOutOfBoundsException
        || refusal instanceof CheckpointMismatchException;
  }

  private static void checkRefusal(JsonNode error, Throwable refusal, Throwable cause) {
    if (error.get("fault").textValue().equals("caller")) {
      assertTrue(isOfCaller(cause), () -> "expected a fault of the caller, found " + cause);
    } else {
      assertInstanceOf(SheafException.class, cause);
    }
    for (JsonNode name : error.get("names")) {
      String text = name.textValue();
      String message = String.valueOf(refusal.getMessage());
      assertTrue(
          message.contains(text) || message.contains(ourWord(text)),
          () -> "expected \"%s\" in: %s".formatted(text, message));
    }
  }

  /// Files that are put together are parts here, and shapes are written as tuples are.
  private static String ourWord(String name) {
    if (name.equals("files")) {
      return "part";
    }
    if (name.startsWith("[") && name.endsWith("]")) {
      String inside = name.substring(1, name.length() - 1);
      return "(" + inside + (inside.contains(",") ? ")" : ",)");
    }
    return camelCase(name);
  }

  /// Grain's `flat_map` is `flatMap` here.
  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean joins = name.charAt(i) == '_' && i + 1 < name.length();
      camel.append(joins ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
    }
    return camel.toString();
  }

  /// Whether an element is put together with a hole.
  static boolean hasHoleInside(JsonNode element) {
    return element.isArray() && element.valueStream().anyMatch(JsonNode::isNull);
  }

  /// What is expected where a hole is a place without an item: none comes from it, nor of what is put together with it.
  static JsonNode withoutHoles(JsonNode expect) {
    ObjectNode there = expect.deepCopy();
    if (there.has("first")) {
      ArrayNode first = there.putArray("first");
      expect.get("first").valueStream().filter(each -> !each.isNull() && !hasHoleInside(each)).forEach(first::add);
    }
    return there;
  }

  /// Checks the first elements of an epoch, and whether it ends behind them, where the case asks.
  static void checkFirst(JsonNode expect, Pipeline<?> pipeline, int most) {
    try (DataLoader<?> loader = pipeline.open()) {
      Iterator<?> iterator = loader.iterator();
      List<Object> first = take(iterator, most);
      if (expect.has("first")) {
        checkElements(expect.get("first"), first);
      }
      if (expect.has("ends")) {
        assertEquals(expect.get("ends").booleanValue(), first.size() < most || !iterator.hasNext(), "whether it ends");
      }
      if (expect.has("each_once")) {
        checkEachOnce(expect.get("each_once"), first, expect.get("window").intValue());
      }
    }
  }

  /// The next elements, up to so many.
  static List<Object> take(Iterator<?> iterator, int most) {
    List<Object> taken = new ArrayList<>();
    while (taken.size() < most && iterator.hasNext()) {
      taken.add(iterator.next());
    }
    return taken;
  }

  static void checkElements(JsonNode expected, List<?> found) {
    JsonNode shown = GrainValues.shown(found);
    assertTrue(
        GrainValues.areEqual(expected, shown), () -> "elements: expected %s, found %s".formatted(expected, shown));
  }

  static void checkElement(JsonNode expected, Object found, String where) {
    JsonNode shown = GrainValues.shown(found);
    assertTrue(
        GrainValues.areEqual(expected, shown), () -> "%s: expected %s, found %s".formatted(where, expected, shown));
  }

  private static void checkEachOnce(JsonNode elements, List<Object> found, int window) {
    assertEquals(elements.size(), found.size());
    List<Object> sorted = new ArrayList<>();
    for (int from = 0; from < found.size(); from += window) {
      sorted.addAll(found.subList(from, Math.min(from + window, found.size())).stream().sorted().toList());
    }
    checkElements(elements, sorted);
  }
}
