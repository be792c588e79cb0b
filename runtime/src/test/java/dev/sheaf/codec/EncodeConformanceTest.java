package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.codec.EncodeOptions.Compression;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What another system's writer made of the same values: `encode.jsonl` of the conformance cases, whose README says
/// what is compared how.
final class EncodeConformanceTest {
  private static final ObjectMapper MAPPER = WireArray.MAPPER;

  @TempDir static Path folders;

  @TestFactory
  Stream<DynamicTest> writesWhatTheReferenceWrites() throws IOException {
    Path cases = folder().resolve("tesseract").resolve("encode.jsonl");
    if (!Files.exists(cases)) {
      return Stream.empty();
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : Files.readAllLines(cases)) {
      JsonNode one = MAPPER.readTree(line);
      Path folder = Files.createDirectories(folders.resolve("case-" + tests.size()));
      tests.add(DynamicTest.dynamicTest(one.get("id").asText(), () -> check(one, folder)));
    }
    return tests.stream();
  }

  private static Path folder() {
    String folder = System.getProperty("sheaf.conformance");
    return folder != null ? Path.of(folder) : Path.of(System.getProperty("sheaf.testdata"), "conformance");
  }

  private static void check(JsonNode one, Path folder) throws IOException {
    for (Map.Entry<String, JsonNode> value : one.get("values").properties()) {
      if (value.getValue().has("sha256")) {
        // A large array stands in its case as a digest only; its elements are in the text.
        byte[] elements = WireArray.of(MAPPER.readTree(one.get("text").asText()).get(value.getKey()), folder).bytes();
        assertEquals(value.getValue().get("sha256").asText(), sha256(elements));
        ((ObjectNode) value.getValue()).put("hex", HexFormat.of().formatHex(elements));
      }
    }
    Encoding encoding = Encoding.valueOf(one.get("encoding").asText().toUpperCase(Locale.ROOT));
    EncodeOptions options = EncodeOptions.DEFAULT.withEncoding(encoding);
    if (one.hasNonNull("compression")) {
      options = options.withCompression(Compression.valueOf(one.get("compression").asText().toUpperCase(Locale.ROOT)));
    }
    if (one.hasNonNull("max_file_size")) {
      options = options.withMaxFileSize(one.get("max_file_size").longValue());
    }
    if (!one.get("expect").get("ok").booleanValue()) {
      EncodeOptions refusing = options;
      EncodeException refusal = assertThrows(EncodeException.class, () -> write(one, refusing, folder));
      assertEquals(Rule.NONFINITE, refusal.rule());
      assertEquals(one.get("expect").get("why").asText(), refusal.rule().key());
      // As the reference does, when told to.
      compare(one, options.writingNonFiniteAsNull(), folder);
      return;
    }
    compare(one, options, folder);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void compare(JsonNode one, EncodeOptions options, Path folder) throws IOException {
    Path theirs = Files.createDirectories(folder.resolve("theirs"));
    String expected = one.get("text").asText();
    Map<String, String> names = new HashMap<>();
    if (one.has("files")) {
      int number = 0;
      for (Map.Entry<String, JsonNode> file : one.get("files").properties()) {
        String name = number == 0 ? "payload.bin" : "payload.%d.bin".formatted(number);
        names.put(file.getKey(), name);
        expected = expected.replace(file.getKey(), name);
        Files.write(theirs.resolve(name), Base64.getDecoder().decode(file.getValue().asText()));
        number++;
      }
    }
    Path ours = Files.createDirectories(folder.resolve("ours"));
    JsonNode found = MAPPER.readTree(write(one, options, ours));
    compare(MAPPER.readTree(expected), theirs, found, ours);
    for (Map.Entry<String, JsonNode> value : one.get("values").properties()) {
      if (value.getValue().has("hex") && !options.nonFiniteAsNull()) {
        byte[] elements = WireArray.of(found.get(value.getKey()), ours).bytes();
        assertEquals(value.getValue().get("hex").asText(), HexFormat.of().formatHex(elements));
      }
    }
    try (Stream<Path> files = Files.list(ours)) {
      assertEquals(names.size(), files.count());
    }
    for (String name : names.values()) {
      if (options.compression() == Compression.NONE) {
        assertEquals(-1, Files.mismatch(theirs.resolve(name), ours.resolve(name)), name);
      }
    }
  }

  private static void compare(JsonNode expected, Path theirs, JsonNode found, Path ours) {
    if (expected.has("object_type")) {
      compareArrays(expected, theirs, found, ours);
      return;
    }
    assertEquals(expected.getNodeType(), found.getNodeType());
    assertEquals(expected.size(), found.size());
    if (expected.isContainerNode()) {
      List<Map.Entry<String, JsonNode>> members = new ArrayList<>(expected.properties());
      assertEquals(
          members.stream().map(Map.Entry::getKey).toList(),
          found.properties().stream().map(Map.Entry::getKey).toList());
      members.forEach(member -> compare(member.getValue(), theirs, found.get(member.getKey()), ours));
      for (int i = 0; expected.isArray() && i < expected.size(); i++) {
        compare(expected.get(i), theirs, found.get(i), ours);
      }
    } else {
      assertEquals(expected, found);
    }
  }

  private static void compareArrays(JsonNode expected, Path theirs, JsonNode found, Path ours) {
    JsonNode data = expected.get("data");
    boolean packed = data.has("compression");
    if (found.get("data").get("encoding").asText().equals("binref") && !packed) {
      assertEquals(data, found.get("data"));
    }
    if (data.get("encoding").asText().equals("base64") && !packed) {
      assertEquals(data, found.get("data"));
    }
    if (expected.get("dtype").asText().startsWith("complex") && data.get("encoding").asText().equals("json")) {
      // The reference spells a real part of -0 as no real part at all; the case's own values are compared instead.
      assertEquals(expected.get("shape"), found.get("shape"));
      return;
    }
    if (data.toString().contains("null")) {
      assertEquals(data, found.get("data"));
      return;
    }
    WireArray their = WireArray.of(expected, theirs);
    WireArray our = WireArray.of(found, ours);
    assertEquals(their.dtype(), our.dtype());
    assertArrayEquals(their.shape(), our.shape());
    assertArrayEquals(their.bytes(), our.bytes());
  }

  // Writing.

  private static String write(JsonNode one, EncodeOptions options, Path folder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BinaryFiles binaries = new BinaryFiles(folder.resolve("payload.json"), options)) {
      JsonWriter out = new JsonWriter(bytes);
      EncodeContext context = new EncodeContext(options, binaries);
      record(one.get("schema").get("fields"), one.get("values"), out, context);
      out.end();
      binaries.commit(folder.resolve("payload.json"));
      binaries.keep();
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void record(JsonNode fields, JsonNode values, JsonWriter out, EncodeContext context) {
    out.beginObject();
    for (JsonNode field : fields) {
      out.key(field.get("name").asText());
      value(field, values.get(field.get("name").asText()), out, context);
    }
    out.endObject();
  }

  private static void value(JsonNode type, JsonNode value, JsonWriter out, EncodeContext context) {
    switch (type.get("kind").asText()) {
      case "array" -> array(value, out, context);
      case "list" -> {
        out.beginList();
        value.get("list").forEach(item -> value(type.get("of"), item, out, context));
        out.endList();
      }
      case "map" -> {
        out.beginObject();
        for (Map.Entry<String, JsonNode> entry : value.get("map").properties()) {
          out.key(entry.getKey());
          value(type.get("of"), entry.getValue(), out, context);
        }
        out.endObject();
      }
      case "optional" -> {
        if (value.has("empty")) {
          out.nullValue();
        } else {
          value(type.get("of"), value, out, context);
        }
      }
      case "scalar" -> scalar(value, out);
      default -> throw new AssertionError("unknown kind in " + type);
    }
  }

  private static void scalar(JsonNode value, JsonWriter out) {
    if (value.has("int")) {
      out.integer(Long.parseLong(value.get("int").asText()));
    } else if (value.has("float64")) {
      out.number(littleEndian(value.get("float64").asText()).getDouble());
    } else if (value.has("str")) {
      out.string(value.get("str").asText());
    } else {
      out.bool(value.get("bool").booleanValue());
    }
  }

  private static ByteBuffer littleEndian(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void array(JsonNode value, JsonWriter out, EncodeContext context) {
    DType dtype = DType.fromWireName(value.get("dtype").asText()).orElseThrow();
    MemorySegment values = MemorySegment.ofArray(HexFormat.of().parseHex(value.get("hex").asText()));
    WireBytes.toNativeOrder(values, dtype);
    long[] dims = new long[value.get("shape").size()];
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = value.get("shape").get(axis).longValue();
    }
    new ArrayWriter(out, context).write(dtype, Shape.of(dims), values);
  }
}
