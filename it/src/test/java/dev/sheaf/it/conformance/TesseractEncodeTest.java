package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeException;
import dev.sheaf.codec.EncodeOptions;
import dev.sheaf.codec.EncodeOptions.Compression;
import dev.sheaf.codec.EncodeOptions.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Records as the reference writes them, through generated loaders, and read back to the same bits: see the README beside
/// the cases.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TesseractEncodeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConformanceCases cases = ConformanceCases.of("tesseract", "encode.jsonl"::equals);
  private List<CompiledRecords> compiled;
  private Path shared;

  @BeforeAll
  void compileTheRecords(@TempDir Path folder) throws IOException {
    shared = folder;
    List<JsonNode> schemas = cases.all().stream().map(one -> one.json().get("schema")).toList();
    compiled = CompiledRecords.inAllWays(schemas, folder);
  }

  @AfterAll
  void tellTheCounts() {
    compiled.forEach(CompiledRecords::close);
    cases.print();
  }

  @TestFactory
  Stream<DynamicTest> writesWhatTheReferenceWrites() {
    return cases.tests(
        one -> {
          for (CompiledRecords records : compiled) {
            check(one.json(), records.of(one.json().get("schema")));
          }
        });
  }

  private void check(JsonNode one, CompiledRecord record) throws IOException {
    EncodeOptions options = options(one);
    JsonNode values = whole(one, record);
    Path payload = newFolder().resolve("inputs.json");
    if (one.get("expect").get("ok").asBoolean()) {
      record.save(payload, record.make(values), options);
      compareText(one, payload);
      compareValues(record.load(payload, DecodeOptions.DEFAULT, UnaryOperator.identity()), one);
    } else {
      EncodeException refusal =
          assertThrows(EncodeException.class, () -> record.save(payload, record.make(values), options));
      assertEquals(one.get("expect").get("why").asText(), refusal.rule().key());
      assertFalse(Files.exists(payload));
      record.save(payload, record.make(values), options.writingNonFiniteAsNull());
      compareText(one, payload);
    }
  }

  private Path newFolder() throws IOException {
    return Files.createTempDirectory(shared, "case").toRealPath();
  }

  private static EncodeOptions options(JsonNode one) {
    EncodeOptions options = EncodeOptions.DEFAULT.withEncoding(Encoding.valueOf(upper(one.get("encoding"))));
    if (one.hasNonNull("compression")) {
      options = options.withCompression(Compression.valueOf(upper(one.get("compression"))));
    }
    return one.hasNonNull("max_file_size") ? options.withMaxFileSize(one.get("max_file_size").asLong()) : options;
  }

  private static String upper(JsonNode text) {
    return text.asText().toUpperCase(Locale.ROOT);
  }

  /// The values of a case. A large array stands there by its hash only: its elements are those of the reference's text.
  private JsonNode whole(JsonNode one, CompiledRecord record) throws IOException {
    ObjectNode values = one.get("values").deepCopy();
    for (Map.Entry<String, JsonNode> value : values.properties()) {
      if (value.getValue().has("sha256")) {
        ((ObjectNode) value.getValue()).put("hex", HexFormat.of().formatHex(theirs(one, record, value.getKey())));
      }
    }
    return values;
  }

  private byte[] theirs(JsonNode one, CompiledRecord record, String field) throws IOException {
    Path payload = Files.writeString(newFolder().resolve("inputs.json"), one.get("text").asText());
    for (Map.Entry<String, JsonNode> file : one.path("files").properties()) {
      Files.write(payload.resolveSibling(file.getKey()), bytes(file.getValue()));
    }
    Value read = record.load(payload, DecodeOptions.DEFAULT, UnaryOperator.identity());
    if (read instanceof Value.Fields(var fields) && fields.get(field) instanceof Value.Array(NdArray array)) {
      return ArrayExpectation.littleEndian(array);
    }
    return fail("expected the reference's text to be read, found " + read);
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }

  private static void compareText(JsonNode one, Path payload) throws IOException {
    String text = Files.readString(payload);
    WrittenFiles files = new WrittenFiles(payload.getParent(), text);
    WrittenText.difference(JSON.readTree(one.get("text").asText()), JSON.readTree(files.marked(text)).get("inputs"))
        .ifPresent(difference -> fail(difference));
    assertEquals(one.path("files").size(), files.count());
    assertEquals(0, files.others(payload));
    for (int i = 0; i < files.count() && !one.hasNonNull("compression"); i++) {
      assertArrayEquals(bytes(one.get("files").get(WrittenFiles.mark(i))), files.bytes(i));
    }
  }

  private static void compareValues(Value found, JsonNode one) {
    boolean nanBits = !one.get("encoding").asText().equals("json");
    new ValueExpectation(nanBits, (_, _) -> {}).outcome(found, accepted(one)).ifPresent(difference -> fail(difference));
  }

  private static JsonNode accepted(JsonNode one) {
    ObjectNode expect = JSON.createObjectNode().put("ok", true);
    expect.set("values", one.get("values"));
    return expect;
  }
}
