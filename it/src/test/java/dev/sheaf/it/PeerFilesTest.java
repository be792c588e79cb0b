package dev.sheaf.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.Float32Array;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetPacker;
import dev.sheaf.dataset.PackOptions;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordFormats;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.TableWriter;
import dev.sheaf.format.npy.NpyFile;
import dev.sheaf.io.InputFile;
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
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that we write, read by the formats' own libraries: `it/peers/check_files.py` run by the Python that the system
/// property `peer.python` names, which has them.
@Tag("peers")
final class PeerFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordFormats FORMATS = RecordFormats.installed();

  private static final int ROWS = 1000;

  private static final List<FieldSchema> FIELDS =
      List.of(
          field("i32", new ScalarType(Scalar.INT, List.of())),
          field("i64", new ScalarType(Scalar.LONG, List.of())),
          field("f32", new ScalarType(Scalar.FLOAT, List.of())),
          field("f64", new ScalarType(Scalar.DOUBLE, List.of())),
          field("flag", new ScalarType(Scalar.BOOLEAN, List.of())),
          field("text", new TextType(List.of())),
          field("image", new ArrayType(DType.FLOAT32, ShapePattern.parse("4"), false)));

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
      described.put("compression", compression.equals("none") ? "" : compression.toUpperCase(Locale.ROOT));
    }
    for (String compression : List.of("none", "snappy", "zstd", "gzip")) {
      table("parquet", FormatOptions.DEFAULT.with("compression", compression), compression, FIELDS);
    }
    List<FieldSchema> numbers = FIELDS.stream().filter(field -> !field.name().equals("text")).toList();
    for (String compression : List.of("stored", "deflate")) {
      table("npz", FormatOptions.DEFAULT.with("compression", compression), compression, numbers);
    }
    for (FieldSchema field : numbers) {
      table("npy", FormatOptions.DEFAULT, field.name(), List.of(field));
    }
    packed();
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
      Arrays.fill(record, length / 2, length, (byte) 'a');
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
      for (String each : value.split(",", -1)) {
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

  private void table(String format, FormatOptions options, String name, List<FieldSchema> fields)
      throws NoSuchAlgorithmException {
    Path file = folder.resolve("%s.%s".formatted(name, format));
    RecordSchema schema = new RecordSchema("Row", "", false, fields);
    try (TableWriter out = FORMATS.named(format).create(file, schema, options)) {
      for (int row = 0; row < ROWS; row++) {
        int at = row;
        out.write(fields.stream().map(field -> value(field.name(), at)).toArray());
      }
      out.commit();
    }
    ObjectNode described = manifest.addObject().put("file", file.getFileName().toString()).put("format", format);
    ObjectNode columns = described.putObject("columns");
    for (FieldSchema field : fields) {
      String column = format.equals("npy") ? "" : field.name();
      ObjectNode expected = columns.putObject(column).put("dtype", dtype(field.name()));
      ArrayNode shape = expected.putArray("shape").add(ROWS);
      if (field.name().equals("image")) {
        shape.add(4);
      }
      expected.put("sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(field.name()))));
    }
  }

  /// Every array file of a packed folder, several shards of it, as our own strict reader reads it.
  private void packed() throws IOException, NoSuchAlgorithmException {
    List<FieldSchema> numbers = FIELDS.stream().filter(field -> !field.name().equals("text")).toList();
    List<Object[]> rows =
        IntStream.range(0, ROWS)
            .mapToObj(row -> numbers.stream().map(field -> value(field.name(), row)).toArray())
            .toList();
    Path packed = folder.resolve("packed");
    DatasetPacker.pack(
        Dataset.<Object[]>of(rows, new RecordSchema("Row", "", false, numbers)), packed, PackOptions.DEFAULT.withShardRows(300));
    try (Stream<Path> files = Files.list(packed)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".npy")).sorted().toList()) {
        try (InputFile input = InputFile.open(file)) {
          NpyFile array = NpyFile.read(input);
          byte[] bytes = array.data().toArray(ValueLayout.JAVA_BYTE);
          ObjectNode described = manifest.addObject().put("file", "packed/" + file.getFileName()).put("format", "npy");
          ObjectNode column = described.putObject("columns").putObject("").put("dtype", array.dtype().wireName());
          ArrayNode shape = column.putArray("shape");
          for (long dim : array.shape().toArray()) {
            shape.add(dim);
          }
          column.put("sha256", HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
      }
    }
  }

  private static Object value(String field, int row) {
    return switch (field) {
      case "i32" -> row * 7919;
      case "i64" -> row * 6_364_136_223_846_793_005L;
      case "f32" -> row / 3f;
      case "f64" -> row / 7.0;
      case "flag" -> row % 3 == 0;
      case "text" -> "row %d".formatted(row % 17);
      default -> Float32Array.of(Shape.of(4), row, row + 0.25f, -row, 1);
    };
  }

  private static String dtype(String field) {
    return switch (field) {
      case "i32" -> "int32";
      case "i64" -> "int64";
      case "f64" -> "float64";
      case "flag" -> "bool";
      case "text" -> "text";
      default -> "float32";
    };
  }

  /// All values of a field, little-endian; texts with line feeds between.
  private static byte[] bytes(String field) {
    if (field.equals("text")) {
      return IntStream.range(0, ROWS).mapToObj(row -> (String) value(field, row)).collect(Collectors.joining("\n")).getBytes(UTF_8);
    }
    ByteBuffer bytes = ByteBuffer.allocate(ROWS * 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < ROWS; row++) {
      switch (value(field, row)) {
        case Integer number -> bytes.putInt(number);
        case Long number -> bytes.putLong(number);
        case Float number -> bytes.putFloat(number);
        case Double number -> bytes.putDouble(number);
        case Boolean flag -> bytes.put((byte) (flag ? 1 : 0));
        case Float32Array image -> {
          for (long i = 0; i < image.size(); i++) {
            bytes.putFloat(image.getFlat(i));
          }
        }
        case Object other -> throw new IllegalStateException("no bytes for " + other);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  private void check() throws IOException, InterruptedException {
    String python = System.getProperty("peer.python", "");
    assertTrue(
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
