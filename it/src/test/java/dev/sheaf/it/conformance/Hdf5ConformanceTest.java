package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.hdf5.Hdf5Attribute;
import dev.sheaf.hdf5.Hdf5Dataset;
import dev.sheaf.hdf5.Hdf5File;
import dev.sheaf.hdf5.Hdf5Node;
import dev.sheaf.hdf5.Hdf5Slice;
import dev.sheaf.hdf5.Hdf5Value;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The cases of `formats/hdf5`: files that h5py wrote, and damaged ones made from them.
class Hdf5ConformanceTest {
  private static final ConformanceCases CASES =
      ConformanceCases.of("formats/hdf5", name -> name.equals("cases.jsonl"));

  /// A path that leads nowhere, or not to a dataset, is the fault of whoever asks for it.
  private static final Set<String> OF_THE_CALLER = Set.of("not-found", "not-a-dataset");

  @TestFactory
  Stream<DynamicTest> readsWhatIsThereAndRefusesTheRest() {
    return CASES.tests(Hdf5ConformanceTest::check);
  }

  @AfterAll
  static void print() {
    CASES.print();
  }

  private static void check(ConformanceCases.Case one) throws IOException {
    switch (one.json().get("op").asText()) {
      case "read", "slice", "attributes", "tree" -> compare(one);
      case "lengths" -> lengths(one);
      case "sweep" -> sweep(one);
      default -> throw new AssertionError("an operation that is not known here");
    }
  }

  private static void compare(ConformanceCases.Case one) throws IOException {
    JsonNode json = one.json();
    JsonNode expected = json.get("expect");
    byte[] bytes = PatchedFile.bytes(one);
    if (!expected.get("ok").asBoolean()) {
      RuntimeException found = assertThrows(RuntimeException.class, () -> run(one, bytes));
      if (found instanceof DataException fault) {
        assertFalse(fault.file().isEmpty());
      } else {
        assertInstanceOf(IllegalArgumentException.class, found);
        assertTrue(OF_THE_CALLER.contains(expected.get("why").asText()), found::toString);
      }
      return;
    }
    try {
      run(one, bytes);
    } catch (DataException e) {
      if (!json.has("may_refuse")) {
        throw e;
      }
    }
  }

  /// Does what the case says, and compares what comes out.
  private static void run(ConformanceCases.Case one, byte[] bytes) {
    JsonNode json = one.json();
    boolean wanted = json.get("expect").get("ok").asBoolean();
    try (Hdf5File file = open(one, bytes)) {
      switch (json.get("op").asText()) {
        case "tree" -> assertEquals(texts(json.at("/expect/tree")), tree(file));
        case "attributes" -> {
          Map<String, Hdf5Attribute> attributes = file.attributes(json.get("dataset").asText());
          JsonNode values = json.at("/expect/values");
          assertEquals(values.size(), attributes.size());
          values
              .properties()
              .forEach(
                  each -> {
                    Hdf5Attribute found = attributes.get(each.getKey());
                    Hdf5Values.check(each.getValue(), found.type(), found.value());
                  });
        }
        default -> {
          Hdf5Dataset dataset = file.dataset(json.get("dataset").asText());
          Hdf5Value found = json.has("slice") ? dataset.read(slices(json.get("slice"))) : dataset.read();
          if (wanted) {
            Hdf5Values.check(json.get("expect"), dataset.type(), found);
          }
        }
      }
    }
  }

  private static Hdf5File open(ConformanceCases.Case one, byte[] bytes) {
    Path path = one.file().resolveSibling(one.json().path("file").asText("none.h5"));
    boolean allowed = one.json().path("allow").asText().equals("external");
    return Hdf5File.open(
        path,
        InputFile.of(path.toString(), MemorySegment.ofArray(bytes)),
        FormatOptions.DEFAULT.withOutsideAllowed(allowed));
  }

  private static List<Hdf5Slice> slices(JsonNode json) {
    List<Hdf5Slice> slices = new ArrayList<>();
    json.forEach(each -> slices.add(new Hdf5Slice(each.get(0).asLong(), each.get(1).asLong(), each.get(2).asLong())));
    return slices;
  }

  private static Map<String, String> texts(JsonNode json) {
    Map<String, String> texts = new TreeMap<>();
    json.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  private static Map<String, String> tree(Hdf5File file) {
    Map<String, String> tree = new TreeMap<>();
    file.tree()
        .forEach(
            (path, node) ->
                tree.put(
                    path,
                    switch (node) {
                      case Hdf5Node.Group(boolean again) -> again ? "group again" : "group";
                      case Hdf5Node.Dataset(var shape) ->
                          "dataset " + shape.map(known -> Arrays.toString(known.toArray())).orElse("null");
                      case Hdf5Node.NamedType() -> "type";
                      case Hdf5Node.SoftLink(String target) -> "soft " + target;
                      case Hdf5Node.ExternalLink(String other, String target) -> "external " + other + " " + target;
                      case Hdf5Node.UnknownLink(int kind) -> "link " + kind;
                    }));
    return tree;
  }

  private static void lengths(ConformanceCases.Case one) throws IOException {
    byte[] whole = Files.readAllBytes(one.file().resolveSibling(one.json().get("file").asText()));
    for (JsonNode length : one.json().get("lengths")) {
      byte[] cut = Arrays.copyOf(whole, length.asInt());
      assertThrows(DataException.class, () -> readAll(one, cut), () -> "the first " + length + " bytes");
    }
  }

  private static void sweep(ConformanceCases.Case one) throws IOException {
    byte[] whole = Files.readAllBytes(one.file().resolveSibling(one.json().get("file").asText()));
    Map<String, Object> right = readAll(one, whole);
    for (JsonNode range : one.json().get("bytes")) {
      for (int i = range.get(0).asInt(); i < range.get(1).asInt(); i++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= (byte) (1 << ((i * 5 + i / 8) % 8));
        String place = "byte " + i;
        switch (outcome(one.json().at("/expect/sweep"), i)) {
          case "error" -> assertThrows(DataException.class, () -> readAll(one, flipped), place);
          case "same" -> assertEquals(right, readAll(one, flipped), place);
          default -> {
            try {
              readAll(one, flipped);
            } catch (DataException _) {
              // Nothing protects this byte: any value and any typed error is right.
            }
          }
        }
      }
    }
  }

  private static String outcome(JsonNode runs, int at) {
    for (JsonNode run : runs) {
      if (at >= run.get(0).asInt() && at < run.get(1).asInt()) {
        return run.get(2).asText();
      }
    }
    return "free";
  }

  private static Map<String, Object> readAll(ConformanceCases.Case one, byte[] bytes) {
    Map<String, Object> values = new TreeMap<>();
    try (Hdf5File file = open(one, bytes)) {
      file.tree()
          .forEach(
              (path, node) -> {
                if (node instanceof Hdf5Node.Dataset) {
                  values.put(path, file.dataset(path).read());
                }
              });
    }
    return values;
  }
}
