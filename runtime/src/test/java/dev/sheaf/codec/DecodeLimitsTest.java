package dev.sheaf.codec;

import static dev.sheaf.codec.Records.array;
import static dev.sheaf.codec.Records.bytes;
import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.refusal;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class DecodeLimitsTest {
  private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  private static DecodeOptions with(DecodeLimits limits) {
    return DecodeOptions.DEFAULT.withLimits(limits);
  }

  /// How many bytes this thread allocates while `work` runs.
  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void refusesALevelTooManyWhereverItIs() {
    DecodeOptions flat = with(LIMITS.withMaxDepth(2));
    assertEquals(List.of(1), only(list(scalar(Scalar.INT)), "[1]", flat));
    refusal(Rule.LIMIT, list(list(scalar(Scalar.INT))), "[[1]]", flat);
    refusal(Rule.LIMIT, "{\"more\":[[1]]}", Records.of(), flat.ignoringUnknown());
    refusal(Rule.LIMIT, "{\"more\":" + "[".repeat(1_000_000), Records.of(), DecodeOptions.DEFAULT.ignoringUnknown());
  }

  @Test
  void admitsNoMoreLevelsThanAThreadHasStackFor() {
    assertThrows(IllegalArgumentException.class, () -> LIMITS.withMaxDepth(1001));
    assertThrows(IllegalArgumentException.class, () -> LIMITS.withMaxDepth(0));
    assertThrows(IllegalArgumentException.class, () -> LIMITS.withMaxFiles(-1));
  }

  @Test
  void holdsNamesAndNumbersToFewBytesAndTextsToMany() {
    DecodeOptions short8 = with(LIMITS.withMaxNameBytes(8).withMaxTextBytes(20));
    assertEquals("x".repeat(20), only(text(), "\"" + "x".repeat(20) + "\"", short8));
    refusal(Rule.LIMIT, text(), "\"" + "x".repeat(21) + "\"", short8);
    refusal(Rule.LIMIT, text(), "\"" + "é".repeat(11) + "\"", short8);
    refusal(Rule.LIMIT, map(scalar(Scalar.INT)), "{\"123456789\":1}", short8);
    refusal(Rule.LIMIT, Records.color(), "\"123456789\"", short8);
    refusal(Rule.LIMIT, scalar(Scalar.DOUBLE), "0.12345678", short8);
    refusal(Rule.LIMIT, scalar(Scalar.DOUBLE), "\"0.12345678\"", short8);
  }

  @Test
  void keepsNoMoreOfATextThanItMayHave() {
    String json = "{\"v\":\"" + "x".repeat(64 * MEBIBYTE) + "\"}";
    byte[] bytes = json.getBytes(StandardCharsets.ISO_8859_1);
    RecordSchema schema = Records.of(field("v", text()));
    DecodeOptions options = with(LIMITS.withMaxTextBytes(MEBIBYTE));
    long taken =
        allocated(() -> assertThrows(DecodeException.class, () -> Records.read(bytes, schema, options)));
    assertTrue(taken < 8 * MEBIBYTE, taken + " bytes");
  }

  @Test
  void countsElementsBeforeItMakesThem() {
    DecodeOptions few = with(LIMITS.withMaxArrayElements(3));
    FieldType any = array(DType.FLOAT32, "?");
    assertEquals(3, ((NdArray) only(any, "[1,2,3]", few)).size());
    refusal(Rule.LIMIT, any, "[" + "1,".repeat(20) + "1]", few);
    FieldType many = array(DType.FLOAT32, "1000000000");
    long taken = allocated(() -> refusal(Rule.LIMIT, many, "[1]", with(LIMITS.withMaxArrayBytes(MEBIBYTE))));
    assertTrue(taken < MEBIBYTE, taken + " bytes");
  }

  @Test
  void holdsBytesToTheLimitOfArrays() {
    DecodeOptions few = with(LIMITS.withMaxArrayBytes(3));
    assertEquals(3, ((byte[]) only(bytes(), "\"AAAA\"", few)).length);
    refusal(Rule.LIMIT, bytes(), "\"AAAAAAAA\"", few);
  }

  @Test
  void countsWhatAWholeRecordTakes() {
    FieldType columns = list(array(DType.FLOAT32, "1000000"));
    String one = "[1],";
    // Each of them is small in the data, admitted alone, and 4 MB in memory.
    String json = "[" + one.repeat(1000) + "[1]]";
    long taken =
        allocated(() -> refusal(Rule.LIMIT, columns, json, with(LIMITS.withMaxTotalBytes(10 * MEBIBYTE))));
    assertTrue(taken < 16 * MEBIBYTE, taken + " bytes");
  }

  @Test
  void countsTheEntriesOfListsMapsTextsAndRecords() {
    DecodeOptions little = with(LIMITS.withMaxTotalBytes(10_000));
    refusal(Rule.LIMIT, list(scalar(Scalar.INT)), "[" + "1,".repeat(2000) + "1]", little);
    refusal(Rule.LIMIT, list(text()), "[" + "\"\",".repeat(500) + "\"\"]", little);
    refusal(Rule.LIMIT, text(), "\"" + "x".repeat(10_001) + "\"", little);
    refusal(Rule.LIMIT, bytes(), "\"" + "AAAA".repeat(4000) + "\"", little);
    refusal(Rule.LIMIT, list(Records.record()), "[" + "{},".repeat(1000) + "{}]", little);
    StringBuilder names = new StringBuilder("{");
    for (int i = 0; i < 200; i++) {
      names.append("\"%d\":1,".formatted(i));
    }
    refusal(Rule.LIMIT, map(scalar(Scalar.INT)), names + "\"\":1}", little);
    assertEquals(
        "payload, byte 2506, field v[1250]: expected at most 10000 bytes in one record or payload, found more [limit]",
        refusal(Rule.LIMIT, list(scalar(Scalar.INT)), "[" + "1,".repeat(2000) + "1]", little).getMessage());
  }

  @Test
  void countsInlineItemsTogetherAndThoseInFilesAlone() throws IOException {
    RecordSchema schema = Records.of(field("v", new SequenceType(array(DType.FLOAT32, "1000"))));
    DecodeOptions two = with(LIMITS.withMaxTotalBytes(8500));
    refusal(Rule.LIMIT, "{\"v\":[[1],[1],[1]]}", schema, two);
    for (int i = 0; i < 3; i++) {
      Files.writeString(folder.resolve(i + ".json"), "[1]");
    }
    LazySequence<?> items = sequence("{\"v\":\"@*.json\"}", schema, two);
    for (int i = 0; i < 6; i++) {
      assertEquals(1000, ((NdArray) items.get(i % 3)).size());
    }
    assertThrows(
        DecodeException.class, () -> sequence("{\"v\":\"@*.json\"}", schema, with(LIMITS.withMaxTotalBytes(200))));
  }

  private LazySequence<?> sequence(String json, RecordSchema schema, DecodeOptions options) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return (LazySequence<?>) Payload.parse(bytes, folder, SchemaCodec.of(schema), options)[0];
  }

  @Test
  void opensNoMoreFilesThanItMay() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[8]);
    String one = "{\"shape\":[1],\"dtype\":\"float32\",\"data\":{\"buffer\":\"a.bin:%d\",\"encoding\":\"binref\"}}";
    String json = "{\"v\":[%s,%s]}".formatted(one.formatted(0), one.formatted(4));
    RecordSchema schema = Records.of(field("v", list(array(DType.FLOAT32, "?"))));
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertEquals(
        2, ((List<?>) Payload.parse(bytes, folder, SchemaCodec.of(schema), with(LIMITS.withMaxFiles(2)))[0]).size());
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () -> Payload.parse(bytes, folder, SchemaCodec.of(schema), with(LIMITS.withMaxFiles(1))));
    assertEquals(Rule.LIMIT, refusal.rule());
    assertEquals("v[1]", refusal.fieldPath());
    assertEquals("at most 1 files in one record or payload", refusal.expected());
  }

  @Test
  void readsNoMoreOfAStreamThanItMay() {
    RecordSchema schema = Records.of(field("v", list(scalar(Scalar.INT))));
    DecodeOptions options = with(LIMITS.withMaxTotalBytes(MEBIBYTE));
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return ' ';
          }

          @Override
          public int read(byte[] target, int from, int count) {
            Arrays.fill(target, from, from + count, (byte) ' ');
            return count;
          }
        };
    DecodeException refusal =
        assertThrows(
            DecodeException.class, () -> Payload.read(endless, folder, SchemaCodec.of(schema), options));
    assertEquals(
        "payload, byte 1048576: expected a stream of at most 1048576 bytes, found a longer one [limit]",
        refusal.getMessage());
    InputStream exact = new ByteArrayInputStream("{\"v\":[1]}".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        List.of(1), Payload.read(exact, folder, SchemaCodec.of(schema), with(LIMITS.withMaxTotalBytes(100)))[0]);
  }

  @Test
  @Timeout(20)
  void refusesNumbersOfAMillionDigitsAtOnce() {
    String digits = "1".repeat(1_000_000);
    for (String number : new String[] {digits, "0." + digits, "1e" + digits, "\"" + digits + "\""}) {
      refusal(Rule.LIMIT, scalar(Scalar.DOUBLE), number);
      refusal(Rule.LIMIT, scalar(Scalar.LONG), number);
    }
    String most = "1".repeat(60_000);
    refusal(Rule.RANGE, scalar(Scalar.LONG), most);
    refusal(Rule.RANGE, scalar(Scalar.DOUBLE), most);
    refusal(Rule.VALUE, scalar(Scalar.LONG), "\"" + most + "\"");
  }
}
