package dev.sheaf.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.TableWriter;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that we write, read by the formats' own libraries: `it/peers/check_files.py` run by the Python that the system
/// property `peer.python` names, which has them.
@Tag("peers")
final class PeerFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordFormats FORMATS = RecordFormats.installed();

  @TempDir Path folder;

  private final ArrayNode manifest = JSON.createArrayNode();

  @Test
  void theFormatsOwnLibrariesReadWhatWeWrite() throws IOException, InterruptedException, NoSuchAlgorithmException {
    List<byte[]> records = records();
    for (String compression : List.of("uncompressed", "zstd", "zstd:1", "snappy", "brotli")) {
      for (int group : new int[] {1, 7, 500}) {
        String options = "group_size:%d,%s".formatted(group, compression);
        records("array_record", "options", options, records, compression.replace(':', '-') + "-" + group);
        records("array_record", "options", options + ",pad_to_block_boundary:true", records, "padded-" + compression.replace(':', '-') + "-" + group);
      }
    }
    records("array_record", "options", "group_size:1,uncompressed", List.of(), "empty");
    for (String compression : List.of("none", "gzip", "zlib")) {
      ObjectNode described = records("tfrecord", "compression", compression, records, compression);
      described.put("compression", compression.equals("none") ? "" : compression.toUpperCase(java.util.Locale.ROOT));
    }
    for (String compression : List.of("none", "snappy", "zstd", "gzip")) {
      table("parquet", FormatOptions.DEFAULT.with("compression", compression), compression);
    }
    JSON.writeValue(folder.resolve("manifest.json").toFile(), manifest);
    check();
  }

  /// Of all lengths around the edges of blocks and varints, empty ones among them.
  private static List<byte[]> records() {
    Random random = new Random(7);
    List<byte[]> records = new ArrayList<>();
    for (int length : new int[] {0, 1, 127, 128, 784, 4095, 65_000, 65_536, 200_000, 0}) {
      byte[] record = new byte[length];
      random.nextBytes(record);
      java.util.Arrays.fill(record, length / 2, length, (byte) 'a');
      records.add(record);
    }
    for (int i = 0; i < 500; i++) {
      records.add("record %d".formatted(i).getBytes(UTF_8));
    }
    return records;
  }

  private ObjectNode records(String format, String setting, String value, List<byte[]> records, String name)
      throws NoSuchAlgorithmException {
    Path file = folder.resolve("%s.%s".formatted(name, format));
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    FormatOptions options = FormatOptions.DEFAULT;
    if (setting.equals("options")) {
      for (String each : value.split(",")) {
        String[] parts = each.split(":", 2);
        options = options.with(parts[0], parts.length == 1 ? "" : parts[1]);
      }
    } else {
      options = options.with(setting, value);
    }
    try (RecordWriter out = FORMATS.named(format).create(file, options)) {
      for (byte[] record : records) {
        out.write(MemorySegment.ofArray(record));
        digest.update(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, record.length));
        digest.update(record);
      }
      out.commit();
    }
    ObjectNode described = manifest.addObject().put("file", file.getFileName().toString()).put("format", format);
    return described.put("records", records.size()).put("stream", HexFormat.of().formatHex(digest.digest()));
  }

  private void table(String format, FormatOptions options, String name) throws NoSuchAlgorithmException {
    List<FieldSchema> fields =
        List.of(
            field("i32", new ScalarType(Scalar.INT, List.of())),
            field("i64", new ScalarType(Scalar.LONG, List.of())),
            field("f32", new ScalarType(Scalar.FLOAT, List.of())),
            field("f64", new ScalarType(Scalar.DOUBLE, List.of())),
            field("flag", new ScalarType(Scalar.BOOLEAN, List.of())),
            field("text", new TextType(List.of())),
            field("image", new ArrayType(DType.FLOAT32, ShapePattern.parse("4"), false)));
    int rows = 1000;
    Path file = folder.resolve("%s.%s".formatted(name, format));
    Map<String, MemorySegment> columns =
        Map.of(
            "i32", MemorySegment.ofArray(new int[rows]),
            "i64", MemorySegment.ofArray(new long[rows]),
            "f32", MemorySegment.ofArray(new float[rows]),
            "f64", MemorySegment.ofArray(new double[rows]),
            "flag", MemorySegment.ofArray(new byte[rows]),
            "image", MemorySegment.ofArray(new float[rows * 4]));
    List<String> texts = new ArrayList<>();
    RecordSchema schema = new RecordSchema("Row", "", false, fields);
    try (TableWriter out = FORMATS.named(format).create(file, schema, options)) {
      for (int i = 0; i < rows; i++) {
        float[] image = {i, i + 0.25f, -i, 1};
        String text = "row %d".formatted(i % 17);
        texts.add(text);
        column(columns, "i32").setAtIndex(ValueLayout.JAVA_INT, i, i * 7919);
        column(columns, "i64").setAtIndex(ValueLayout.JAVA_LONG, i, i * 6_364_136_223_846_793_005L);
        column(columns, "f32").setAtIndex(ValueLayout.JAVA_FLOAT, i, i / 3f);
        column(columns, "f64").setAtIndex(ValueLayout.JAVA_DOUBLE, i, i / 7.0);
        column(columns, "flag").set(ValueLayout.JAVA_BYTE, i, (byte) (i % 3 == 0 ? 1 : 0));
        MemorySegment.copy(MemorySegment.ofArray(image), 0, column(columns, "image"), i * 16L, 16);
        out.write(
            new Object[] {
              i * 7919,
              i * 6_364_136_223_846_793_005L,
              i / 3f,
              i / 7.0,
              i % 3 == 0,
              text,
              NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(image), Shape.of(4))
            });
      }
      out.commit();
    }
    ObjectNode described = manifest.addObject().put("file", file.getFileName().toString()).put("format", format);
    ObjectNode expected = described.putObject("columns");
    described(expected, "i32", "int32", column(columns, "i32"), rows);
    described(expected, "i64", "int64", column(columns, "i64"), rows);
    described(expected, "f32", "float32", column(columns, "f32"), rows);
    described(expected, "f64", "float64", column(columns, "f64"), rows);
    described(expected, "flag", "bool", column(columns, "flag"), rows);
    described(expected, "text", "text", MemorySegment.ofArray(String.join("\n", texts).getBytes(UTF_8)), rows);
    described(expected, "image", "float32", column(columns, "image"), rows, 4);
  }

  private static MemorySegment column(Map<String, MemorySegment> columns, String name) {
    return assertNotNullGet(columns.get(name));
  }

  private static MemorySegment assertNotNullGet(MemorySegment column) {
    assertNotNull(column);
    return column;
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  private static void described(ObjectNode columns, String name, String dtype, MemorySegment values, int... shape)
      throws NoSuchAlgorithmException {
    ObjectNode column = columns.putObject(name).put("dtype", dtype);
    ArrayNode dims = column.putArray("shape");
    for (int dim : shape) {
      dims.add(dim);
    }
    byte[] bytes = values.toArray(ValueLayout.JAVA_BYTE);
    column.put("sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  private void check() throws IOException, InterruptedException {
    String python = System.getProperty("peer.python", "");
    assertEquals(
        true,
        Files.isExecutable(Path.of(python)),
        "expected -Dpeer.python=FILE, a Python with numpy, pyarrow, tensorflow and array_record, found \"" + python + "\"");
    Process process =
        new ProcessBuilder(python, Checkout.root().resolve("it/peers/check_files.py").toString(), folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
