package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Payloads held against the JSON Schema of their record by an independent validator: it takes what is to be accepted,
/// and of what is to be refused only that about which [JsonSchemaSilence] says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JsonSchemaConformanceTest {
  /// As deep as the validator can follow without running out of stack.
  private static final int MAX_DEPTH = 500;

  /// Reads what strict parsers read; whatever a value's size, it is the schema that must judge it.
  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(MAX_DEPTH)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final String NO_JSON = "the payload is no JSON of a strict parser, or nested too deeply for one";

  private final ConformanceCases cases =
      ConformanceCases.of("tesseract", file -> !file.equals("schema.jsonl") && !file.equals("encode.jsonl"));

  private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> schemas = new HashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<JsonSchemaSilence, Integer> unsaid = new EnumMap<>(JsonSchemaSilence.class);

  @AfterAll
  void printTheCounts() {
    cases.print();
    counts.forEach((what, count) -> System.out.printf("  %5d %s%n", count, what));
    unsaid.forEach(
        (what, count) -> System.out.printf("  %5d taken, as JSON Schema cannot say %s%n", count, what.words()));
  }

  @TestFactory
  Stream<DynamicTest> judgesPayloadsAsTheCodecDoes() {
    return cases.tests(this::check);
  }

  private void check(ConformanceCases.Case one) throws IOException {
    JsonNode record = record(one);
    Schema schema = schemas.computeIfAbsent(one.json().get("schema"), this::schema);
    List<Error> faults = schema.validate(exact(record.deepCopy()));
    JsonNode expect = one.json().get("expect");
    boolean accepted = faults.isEmpty();
    if (expect.has("or") && expect.get("or").get("ok").asBoolean() != expect.get("ok").asBoolean()) {
      count("either is right");
    } else if (expect.get("ok").asBoolean()) {
      if (!accepted) {
        fail("expected to be accepted, found " + faults);
      }
      count("accepted by both");
    } else if (!accepted) {
      count("refused by both");
    } else {
      String why = expect.get("why").asText();
      countUnsaid(
          JsonSchemaSilence.about(why, record, one.json().get("schema"))
              .orElseThrow(() -> new AssertionError("expected a refusal (%s)".formatted(why))));
    }
  }

  private synchronized void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private synchronized void countUnsaid(JsonSchemaSilence silence) {
    unsaid.merge(silence, 1, Integer::sum);
  }

  /// The schema with its bounds as the decimals that they are.
  private Schema schema(JsonNode schema) {
    try {
      ObjectReader decimals = STRICT.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
      return registry.getSchema(decimals.readTree(CaseSchema.of(schema).toJsonSchema()));
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON", e);
    }
  }

  /// The record in the payload; leaves out what is no business of a JSON Schema.
  private static JsonNode record(ConformanceCases.Case one) throws IOException {
    JsonNode json = one.json();
    JsonNode payload;
    try {
      payload =
          json.hasNonNull("payload")
              ? STRICT.readTree(json.get("payload").asText())
              : STRICT.readTree(Base64.getDecoder().decode(json.get("payload_base64").asText()));
    } catch (JsonProcessingException e) {
      throw ConformanceCases.skip(NO_JSON);
    }
    if (payload.isMissingNode()) {
      throw ConformanceCases.skip(NO_JSON);
    }
    if (one.id().equals("objects/bare-record")) {
      return payload;
    }
    if (!payload.isObject() || !payload.has("inputs") || payload.size() > 1) {
      throw ConformanceCases.skip("what is wrong stands around the record");
    }
    return payload.get("inputs");
  }

  /// The same value with whole numbers as integers, however they are spelled: JSON Schema makes no difference, but this
  /// validator takes a large `double` for the nearest `long`, and an infinite one for a fault of its own.
  private static JsonNode exact(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        object.properties().forEach(member -> member.setValue(exact(member.getValue())));
        yield object;
      }
      case ArrayNode list -> {
        for (int i = 0; i < list.size(); i++) {
          list.set(i, exact(list.get(i)));
        }
        yield list;
      }
      case DoubleNode number when Double.isInfinite(number.doubleValue()) ->
          BigIntegerNode.valueOf(
              BigInteger.TEN.pow(400).multiply(BigInteger.valueOf((long) Math.signum(number.doubleValue()))));
      case DoubleNode number when Math.abs(number.doubleValue()) >= 0x1p53 ->
          BigIntegerNode.valueOf(new BigDecimal(number.doubleValue()).toBigIntegerExact());
      default -> node;
    };
  }
}
