package dev.sheaf.codec;

import static dev.sheaf.codec.Records.field;
import static dev.sheaf.codec.Records.list;
import static dev.sheaf.codec.Records.map;
import static dev.sheaf.codec.Records.only;
import static dev.sheaf.codec.Records.read;
import static dev.sheaf.codec.Records.record;
import static dev.sheaf.codec.Records.scalar;
import static dev.sheaf.codec.Records.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What many values cost: in memory, or in whether they come to an end at all; nothing here is measured by the clock.
final class CollectionCostTest {
  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void takesTwiceTheMemoryForTwiceTheValues() {
    for (FieldType type : List.of(list(scalar(Scalar.LONG)), list(text()), list(record(field("n", scalar(Scalar.INT)))))) {
      String value =
          type.equals(list(text())) ? "\"x\"" : type.equals(list(scalar(Scalar.LONG))) ? "1000000" : "{\"n\":7}";
      String once = "[" + (value + ",").repeat(49_999) + value + "]";
      String twice = "[" + (value + ",").repeat(99_999) + value + "]";
      only(type, once);
      long one = allocated(() -> only(type, once));
      long two = allocated(() -> only(type, twice));
      assertTrue(two < 2.5 * one, "%s: %d and %d bytes".formatted(type, one, two));
    }
  }

  @Test
  @Timeout(60)
  void readsAWideRecordInAnyOrder() {
    int width = 2000;
    FieldSchema[] fields =
        IntStream.range(0, width).mapToObj(i -> field("field" + i, scalar(Scalar.INT))).toArray(FieldSchema[]::new);
    RecordSchema schema = Records.of(fields);
    String reversed =
        IntStream.range(0, width)
            .map(i -> width - 1 - i)
            .mapToObj(i -> "\"field%d\":%d".formatted(i, i))
            .collect(Collectors.joining(",", "{", "}"));
    Object[] values = read(reversed, schema);
    for (int i = 0; i < width; i++) {
      assertEquals(i, values[i]);
    }
  }

  @Test
  void fillsAWideRecordWithoutValuesInOnePass() {
    FieldSchema[] fields =
        IntStream.range(0, 2000)
            .mapToObj(i -> field("field" + i, new OptionalType(scalar(Scalar.INT))))
            .toArray(FieldSchema[]::new);
    Object[] values = read("{\"field1999\":1}", Records.of(fields));
    assertEquals(Optional.empty(), values[0]);
    assertEquals(Optional.of(1), values[1999]);
  }

  @Test
  @Timeout(60)
  void readsNamesThatAllHaveTheSameHash() {
    int bits = 17;
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1 << bits; i++) {
      json.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < bits; bit++) {
        json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append("\":").append(i);
    }
    Map<?, ?> map = (Map<?, ?>) only(map(scalar(Scalar.INT)), json + "}");
    assertEquals(1 << bits, map.size());
    assertEquals((1 << bits) - 1, map.get("BB".repeat(bits)));
  }

  @Test
  @Timeout(60)
  void readsAndSkipsObjectsOfAMillionNames() {
    String json =
        IntStream.range(0, 1_000_000).mapToObj(i -> "\"name%d\":%d".formatted(i, i)).collect(Collectors.joining(",", "{", "}"));
    assertEquals(1_000_000, ((Map<?, ?>) only(map(scalar(Scalar.INT)), json)).size());
    assertEquals(0, read("{\"v\":%s}".formatted(json), Records.of(), DecodeOptions.DEFAULT.ignoringUnknown()).length);
  }

  @Test
  void takesLittleMoreThanTheValuesForASmallRecord() {
    FieldType point = record(field("x", scalar(Scalar.DOUBLE)), field("y", scalar(Scalar.DOUBLE)), field("id", scalar(Scalar.LONG)));
    RecordSchema schema = Records.of(field("v", list(point)));
    int count = 20_000;
    String one = "{\"x\":1.5,\"y\":2.5,\"id\":70000}";
    String json = "{\"v\":[" + (one + ",").repeat(count - 1) + one + "]}";
    byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
    read(json, schema);
    long perRecord = allocated(() -> Records.read(bytes, schema, DecodeOptions.DEFAULT)) / count;
    // Three boxed numbers and their array are 104 bytes; the rest is what keeps track of one record.
    assertTrue(perRecord < 104 + 320, perRecord + " bytes for each record");
  }
}
