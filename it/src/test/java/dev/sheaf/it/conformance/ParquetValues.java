package dev.sheaf.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float16Array;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int16Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.Int8Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt16Array;
import dev.sheaf.array.UInt32Array;
import dev.sheaf.array.UInt64Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.ColumnValues;
import dev.sheaf.parquet.ParquetReader;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// The values of a Parquet file in the words of the cases.
final class ParquetValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper ASCII =
      new ObjectMapper(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

  /// Files with more rows are not read in pieces too.
  private static final long MANY_ROWS = 100_000;

  private static final Pattern ESCAPE = Pattern.compile("\\\\u[0-9A-F]{4}");

  private ParquetValues() {}

  /// Compares the rows from `from` to `to - 1` with what the case says.
  static void check(ParquetReader reader, long from, long to, JsonNode json) {
    JsonNode expect = json.get("expect");
    for (JsonNode name : json.path("columns")) {
      reader.field(name.asText());
    }
    if (!expect.get("ok").asBoolean()) {
      all(reader, json);
      return;
    }
    assertEquals(expect.get("rows").asLong(), to - from);
    if (!json.has("columns")) {
      assertEquals(
          expect.get("columns").valueStream().map(column -> column.get("name").asText()).toList(),
          reader.schema().fields().stream().map(FieldSchema::name).toList());
    }
    for (JsonNode column : expect.get("columns")) {
      int field = reader.field(column.get("name").asText());
      checkColumn(reader, field, from, to, column);
      if (to - from <= MANY_ROWS) {
        checkPieces(reader, field, from, to, column.get("type").asText());
      }
    }
  }

  /// All values of the columns that the case is about, as text.
  static String all(ParquetReader reader, JsonNode json) {
    StringJoiner all = new StringJoiner("\n");
    for (int field = 0; field < reader.schema().fields().size(); field++) {
      String name = reader.schema().fields().get(field).name();
      if (!json.has("columns") || json.get("columns").valueStream().anyMatch(each -> each.asText().equals(name))) {
        all.add(name + rows(reader, field, 0, reader.size(), ""));
      }
    }
    return all.toString();
  }

  private static void checkColumn(ParquetReader reader, int field, long from, long to, JsonNode column) {
    String type = column.get("type").asText();
    if (column.has("sha256") && reader.column(field, from, to) instanceof ColumnValues.Stacked(NdArray values)) {
      // All at once: one of the files is large.
      assertEquals(column.get("sha256").asText(), sha256(bytes(values)), column.get("name").asText());
      return;
    }
    List<JsonNode> rows = rows(reader, field, from, to, type);
    assertEquals(column.get("nulls").asLong(), rows.stream().filter(JsonNode::isNull).count());
    if (column.has("values")) {
      assertEquals(text(column.get("values").valueStream().toList()), text(rows), column.get("name").asText());
    } else if (column.has("json")) {
      assertEquals(text(column.get("first").valueStream().toList()), text(rows.subList(0, 3)));
      assertEquals(column.get("json").asText(), sha256(text(rows).getBytes(StandardCharsets.US_ASCII)));
    } else {
      assertEquals(column.get("sha256").asText(), sha256(littleEndian(rows, type)), column.get("name").asText());
      if (column.has("valid")) {
        byte[] valid = new byte[rows.size()];
        for (int i = 0; i < valid.length; i++) {
          valid[i] = (byte) (rows.get(i).isNull() ? 0 : 1);
        }
        assertEquals(column.get("valid").asText(), sha256(valid));
      }
    }
  }

  /// Rows by themselves, and in two halves, are those of the whole.
  private static void checkPieces(ParquetReader reader, int field, long from, long to, String type) {
    List<JsonNode> whole = rows(reader, field, from, to, type);
    long middle = from + (to - from) / 2;
    List<JsonNode> halves = new ArrayList<>(rows(reader, field, from, middle, type));
    halves.addAll(rows(reader, field, middle, to, type));
    assertEquals(whole, halves);
    FieldSchema schema = reader.schema().fields().get(field);
    for (long row = from; row < to; row += 1 + (to - from) / 100) {
      Object value = reader.row(row, Set.of(schema.name())).get(schema.name());
      assertEquals(whole.get((int) (row - from)), json(value, schema.type(), type));
    }
  }

  private static List<JsonNode> rows(ParquetReader reader, int field, long from, long to, String type) {
    FieldType schema = reader.schema().fields().get(field).type();
    return switch (reader.column(field, from, to)) {
      case ColumnValues.Stacked(NdArray values) ->
          LongStream.range(0, values.shape().dim(0)).mapToObj(row -> json(values.at(row), schema, type)).toList();
      case ColumnValues.Ragged(NdArray values, long[] offsets) ->
          LongStream.range(0, offsets.length - 1L)
              .mapToObj(row -> json(values.slice(offsets[(int) row], offsets[(int) row + 1]), schema, type))
              .toList();
      case ColumnValues.Listed(var values) -> {
        List<JsonNode> rows = new ArrayList<>();
        values.forEach(value -> rows.add(json(value, schema, type)));
        yield rows;
      }
    };
  }

  /// Python's `json.dumps` of each, in lines.
  private static String text(List<JsonNode> rows) {
    StringJoiner lines = new StringJoiner("\n");
    for (JsonNode row : rows) {
      try {
        lines.add(ASCII.writeValueAsString(row).replaceAll("(\\d)E(\\d)", "$1e+$2").replaceAll("(\\d)E-", "$1e-"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    // Jackson writes hexadecimal digits of escapes in capitals.
    return ESCAPE
        .matcher(lines.toString())
        .replaceAll(match -> Matcher.quoteReplacement(match.group().toLowerCase(Locale.ROOT)));
  }

  /// @param type the type of the whole column, in Arrow's words
  private static JsonNode json(Object value, FieldType schema, String type) {
    if (schema instanceof FieldType.OptionalType(FieldType of)) {
      return json(value, of, type);
    }
    return switch (value) {
      case null -> NODES.nullNode();
      case Boolean truth -> NODES.booleanNode(truth);
      case Float number -> floating(number);
      case Double number -> floating(number);
      case Number number -> NODES.numberNode(number.longValue());
      case String text -> NODES.textNode(text);
      case byte[] bytes -> NODES.objectNode().put("bytes", HexFormat.of().formatHex(bytes));
      case LocalDate date -> NODES.numberNode(date.toEpochDay());
      case LocalTime time -> units(time.toSecondOfDay(), (int) (time.toNanoOfDay() % 1_000_000_000), type);
      case Instant instant -> units(instant.getEpochSecond(), instant.getNano(), type);
      case LocalDateTime time -> json(time.toInstant(ZoneOffset.UTC), schema, type);
      case Duration duration -> units(duration.getSeconds(), duration.getNano(), type);
      case NdArray array when type.startsWith("fixed_shape_tensor") ->
          json(array.reshape(Shape.of(array.size())), schema, "");
      case NdArray array when array.shape().rank() == 0 -> element(array);
      case NdArray array -> {
        ArrayNode list = NODES.arrayNode();
        LongStream.range(0, array.shape().dim(0)).forEach(i -> list.add(json(array.at(i), schema, type)));
        yield list;
      }
      case List<?> values -> {
        ArrayNode list = NODES.arrayNode();
        FieldType element = schema instanceof FieldType.ListType(FieldType of, _) ? of : schema;
        values.forEach(each -> list.add(json(each, element, type)));
        yield list;
      }
      case Map<?, ?> values when schema instanceof FieldType.MapType(FieldType of, _) -> {
        ArrayNode entries = NODES.arrayNode();
        values.forEach((key, each) -> entries.addArray().add(key.toString()).add(json(each, of, type)));
        yield entries;
      }
      case Map<?, ?> values when type.startsWith("map") -> {
        ArrayNode entry = NODES.arrayNode();
        fields(schema).forEach(field -> entry.add(json(values.get(field.name()), field.type(), "")));
        yield entry;
      }
      case Map<?, ?> values -> {
        ObjectNode object = NODES.objectNode();
        fields(schema).forEach(field -> object.set(field.name(), json(values.get(field.name()), field.type(), type)));
        yield object;
      }
      default -> throw new AssertionError("expected a value of a known type, found " + value.getClass());
    };
  }

  private static List<FieldSchema> fields(FieldType schema) {
    return ((FieldType.RecordType) schema).record().fields();
  }

  private static JsonNode units(long seconds, int nanos, String type) {
    long perSecond =
        switch (type.replaceAll(".*\\[(\\w+).*", "$1")) {
          case "s" -> 1;
          case "ms" -> 1000;
          case "us" -> 1_000_000;
          default -> 1_000_000_000;
        };
    return NODES.numberNode(seconds * perSecond + nanos / (1_000_000_000 / perSecond));
  }

  private static JsonNode floating(double number) {
    return Double.isFinite(number) ? NODES.numberNode(number) : NODES.textNode(Double.toString(number));
  }

  /// The only element of an array without axes.
  static JsonNode element(NdArray array) {
    return switch (array) {
      case BoolArray a -> NODES.booleanNode(a.getFlat(0));
      case Int8Array a -> NODES.numberNode((long) a.getFlat(0));
      case Int16Array a -> NODES.numberNode((long) a.getFlat(0));
      case Int32Array a -> NODES.numberNode((long) a.getFlat(0));
      case Int64Array a -> NODES.numberNode(a.getFlat(0));
      case UInt8Array a -> NODES.numberNode(a.getFlat(0) & 0xffL);
      case UInt16Array a -> NODES.numberNode(a.getFlat(0) & 0xffffL);
      case UInt32Array a -> NODES.numberNode(a.getFlat(0) & 0xffffffffL);
      case UInt64Array a -> {
        BigInteger number = a.getUnsignedFlat(0);
        yield number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
      }
      case Float16Array a -> floating(a.getFlat(0));
      case Float32Array a -> floating(a.getFlat(0));
      case Float64Array a -> floating(a.getFlat(0));
      default -> throw new AssertionError("expected a dtype that Parquet has, found " + array);
    };
  }

  private static byte[] littleEndian(List<JsonNode> rows, String type) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * rows.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (JsonNode row : rows) {
      double floating = row.isTextual() ? Double.parseDouble(row.asText()) : row.asDouble();
      if (row.isNull()) {
        continue;
      }
      switch (type) {
        case "bool" -> bytes.put((byte) (row.asBoolean() ? 1 : 0));
        case "int8", "uint8" -> bytes.put((byte) row.asLong());
        case "int16", "uint16" -> bytes.putShort((short) row.asLong());
        case "int32", "uint32" -> bytes.putInt((int) row.asLong());
        case "int64", "uint64" -> bytes.putLong(row.bigIntegerValue().longValue());
        case "halffloat" -> bytes.putShort(Float.floatToFloat16((float) floating));
        case "float" -> bytes.putFloat((float) floating);
        case "double" -> bytes.putDouble(floating);
        default -> throw new AssertionError("expected numbers, found " + type);
      }
    }
    return java.util.Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte[] bytes(NdArray values) {
    return values.segment().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
