package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.read;
import static dev.sheaf.codec.Records.record;
import static dev.sheaf.codec.Records.refusal;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sheaf.array.LazySequence;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Payloads that somebody made to take much memory, time or stack: refused before they do, or read at the usual cost.
@Timeout(60)
final class HostilePayloadTest {
  private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;
  private static final int MEBIBYTE = 1 << 20;

  /// A limit that holds nothing back: what remains is the code's own care.
  private static final DecodeOptions UNLIMITED =
      DecodeOptions.DEFAULT.withLimits(
          new DecodeLimits(
              200, 1 << 30, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE));

  @TempDir Path folder;

  /// How many bytes this thread allocates while `work` runs.
  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  /// Names that all have one hash, `"AaAa..."` to `"BBBB..."`.
  private static String collidingNames(int bits) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 1 << bits; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < bits; bit++) {
        json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append("\":1");
    }
    return json.toString();
  }

  @Test
  void passesOverFieldsWhoseNamesAllHaveTheSameHash() {
    String names = collidingNames(17);
    DecodeOptions ignoring = DecodeOptions.DEFAULT.ignoringUnknown();
    assertEquals(7, read("{%s,\"v\":7}".formatted(names), Records.of(field("v", scalar(Scalar.INT))), ignoring)[0]);
    // Of many fields there is a table, whose names have that hash too.
    FieldSchema[] fields =
        IntStream.range(0, 64)
            .mapToObj(i -> Integer.toBinaryString(i + 64).substring(1).replace("0", "Aa").replace("1", "BB"))
            .map(name -> field(name, new OptionalType(scalar(Scalar.INT))))
            .toArray(FieldSchema[]::new);
    assertEquals(64, read("{%s}".formatted(names), Records.of(fields), ignoring).length);
    refusal(Rule.EXTRA, "{%s}".formatted(names), Records.of(fields));
  }

  @Test
  void readsAMapOfCollidingNamesAgainWhereTheLastCounts() {
    String twice = collidingNames(15);
    Map<?, ?> map =
        (Map<?, ?>)
            only(map(scalar(Scalar.INT)), "{%s,%s}".formatted(twice, twice), DecodeOptions.DEFAULT.withLastDuplicate());
    assertEquals(1 << 15, map.size());
  }

  @Test
  void refusesAMillionBracketsWhereverTheyOpen() {
    String brackets = "[".repeat(1_000_000);
    String braces = "{\"a\":".repeat(1_000_000);
    for (String deep : List.of(brackets, braces)) {
      for (FieldType type :
          List.of(
              array(DType.FLOAT32, "..."),
              list(list(text())),
              map(map(text())),
              record(field("a", scalar(Scalar.INT))),
              Records.shape(),
              text(),
              scalar(Scalar.DOUBLE),
              new SequenceType(array(DType.FLOAT32, "...")))) {
        assertThrows(DecodeException.class, () -> only(type, deep), type.toString());
      }
    }
    for (String key : List.of("shape", "dtype", "data", "object_type", "other")) {
      refusesWithin(MEBIBYTE, "{\"%s\":%s".formatted(key, brackets));
      refusesWithin(MEBIBYTE, "{\"data\":{\"buffer\":%s".formatted(brackets));
      refusesWithin(MEBIBYTE, "{\"data\":{\"%s\":%s".formatted(key, braces));
    }
  }

  /// Reads the array twice, as the first time costs what is made once in a program.
  private void refusesWithin(long bytes, String array) {
    byte[] json = "{\"v\":%s}".formatted(array).getBytes(StandardCharsets.UTF_8);
    RecordCodec<Object[]> codec = SchemaCodec.of(Records.of(field("v", array(DType.FLOAT32, "..."))));
    Executable reading = () -> Payload.parse(json, folder, codec, UNLIMITED);
    DecodeException refusal = assertThrows(DecodeException.class, reading);
    long taken = allocated(() -> assertThrows(DecodeException.class, reading));
    // The reader's own buffer aside.
    assertTrue(taken < bytes + MEBIBYTE, () -> "%d bytes for %s".formatted(taken, refusal));
  }

  @ParameterizedTest
  @CsvSource({
    "'9223372036854775807,2', json",
    "'9223372036854775807,2', base64",
    "'9223372036854775807,2', binref",
    "'9223372036854775807', json",
    "'9223372036854775807', base64",
    "'9223372036854775807', binref",
    "'4611686018427387904,2', base64",
    "'2147483639', json",
    "'2147483639', base64",
    "'2147483639', binref",
    "'4294967296,4294967296,0,9223372036854775807', json"
  })
  void allocatesNothingForADeclaredShapeThatTheDataDoesNotFill(String shape, String encoding) throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[4]);
    String buffer = encoding.equals("json") ? "[1]" : encoding.equals("base64") ? "\"AACAPw==\"" : "\"a.bin\"";
    for (String compression : encoding.equals("json") ? List.of("") : List.of("", ",\"compression\":\"lz4\"")) {
      String data = "\"data\":{\"buffer\":%s,\"encoding\":\"%s\"%s}".formatted(buffer, encoding, compression);
      refusesWithin(0, "{\"shape\":[%s],\"dtype\":\"float32\",%s}".formatted(shape, data));
      refusesWithin(0, "{%s,\"dtype\":\"complex128\",\"shape\":[%s]}".formatted(data, shape));
    }
  }

  @Test
  void repeatsAnAxisOnlyAsFarAsAnArrayMayGo() {
    FieldType huge = array(DType.FLOAT64, "9223372036854775807, 2");
    long taken = allocated(() -> refusal(Rule.LIMIT, huge, "[[1,2]]", UNLIMITED));
    assertTrue(taken < MEBIBYTE, taken + " bytes");
  }

  @Test
  void unpacksNoMoreOfAFrameThanTheShapeSays() {
    // One block that repeats a byte: each length byte of 255 is 255 bytes more.
    String block = "1f0001" + "00" + "ff".repeat(60_000) + "00" + "5000000000" + "00";
    byte[] packed = HexFormat.of().parseHex(block);
    String size = HexFormat.of().toHexDigits(Integer.reverseBytes(packed.length));
    byte[] frame = HexFormat.of().parseHex("04224d186070" + "73" + size + block + "00000000");
    String data = "{\"buffer\":\"%s\",\"encoding\":\"base64\",\"compression\":\"lz4\"}";
    String bomb = "{\"shape\":[%d],\"dtype\":\"uint8\",\"data\":" + data + "}";
    String text = Base64.getEncoder().encodeToString(frame);
    FieldType bytes = array(DType.UINT8, "?");
    for (long count : new long[] {0, 1, 1000}) {
      DecodeOptions little = DecodeOptions.DEFAULT.withLimits(LIMITS.withMaxArrayBytes(MEBIBYTE));
      long taken =
          allocated(
              () -> assertThrows(DecodeException.class, () -> only(bytes, bomb.formatted(count, text), little)));
      assertTrue(taken < 4 * MEBIBYTE, taken + " bytes");
    }
    refusal(
        Rule.LIMIT,
        bytes,
        bomb.formatted(15_000_000, text),
        DecodeOptions.DEFAULT.withLimits(LIMITS.withMaxArrayBytes(MEBIBYTE)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 30, Integer.MAX_VALUE})
  void takesNoMemoryForATextThatOnlyMightBeLong(int most) {
    DecodeOptions options = DecodeOptions.DEFAULT.withLimits(LIMITS.withMaxTextBytes(most));
    long taken = allocated(() -> assertEquals("é", only(text(), "\"é\"", options)));
    assertTrue(taken < MEBIBYTE, taken + " bytes");
    refusal(Rule.JSON, text(), "\"unfinished", options);
  }

  @Test
  void refusesNumbersOfAMillionDigitsInEveryPlaceOfAnArray() {
    String digits = "1".repeat(1_000_000);
    for (String number : List.of(digits, "0." + digits, "1e" + digits, "-" + digits, "\"" + digits + "\"")) {
      for (DType dtype : List.of(DType.FLOAT32, DType.INT64, DType.BOOL, DType.COMPLEX128)) {
        String buffer = "\"data\":{\"buffer\":[%s],\"encoding\":\"json\"}".formatted(number);
        String encoded = "{\"shape\":[1],\"dtype\":\"%s\",%s}".formatted(dtype.wireName(), buffer);
        for (DecodeOptions options : List.of(DecodeOptions.DEFAULT, DecodeOptions.REFERENCE)) {
          refusal(Rule.LIMIT, array(dtype, "?"), encoded, options);
          refusal(Rule.LIMIT, array(dtype, "?"), "{\"shape\":[%s]}".formatted(number), options);
        }
      }
    }
  }

  @Test
  void readsAMillionRecordsOneAfterTheOther() {
    FieldType points = list(record(field("n", scalar(Scalar.INT))));
    String json = "[" + "{\"n\":7},".repeat(999_999) + "{\"n\":8}]";
    List<?> values = (List<?>) only(points, json);
    assertEquals(1_000_000, values.size());
    assertEquals(8, ((Object[]) values.getLast())[0]);
  }

  @Test
  void namesTheFileOfTheItemAtFaultAndReadsTheOthers() throws IOException {
    String data = "{\"buffer\":\"\",\"encoding\":\"base64\"}";
    String bomb = "{\"shape\":[9223372036854775807],\"dtype\":\"float32\",\"data\":%s}".formatted(data);
    Files.writeString(folder.resolve("0.json"), "[1,2]");
    Files.writeString(folder.resolve("1.json"), "[".repeat(1_000_000));
    Files.writeString(folder.resolve("2.json"), bomb);
    Files.writeString(folder.resolve("3.json"), "[3]");
    RecordSchema schema = Records.of(field("v", new SequenceType(array(DType.FLOAT32, "?"))));
    byte[] payload = "{\"v\":\"@*.json\"}".getBytes(StandardCharsets.UTF_8);
    LazySequence<?> items =
        (LazySequence<?>) Payload.parse(payload, folder, SchemaCodec.of(schema), DecodeOptions.DEFAULT)[0];
    assertEquals(4, items.size());
    for (int i : new int[] {1, 2}) {
      DecodeException refusal = assertThrows(DecodeException.class, () -> items.get(i));
      assertEquals(folder.resolve(i + ".json").toString(), refusal.file());
      assertEquals("v[%d]".formatted(i), refusal.fieldPath());
      assertTrue(refusal.offset() >= 0);
    }
    assertEquals("float32 (2,)", items.get(0).toString());
    assertEquals("float32 (1,)", items.get(3).toString());
  }
}
