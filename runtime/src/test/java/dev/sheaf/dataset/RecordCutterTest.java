package dev.sheaf.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.codec.DecodeException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RecordCutterTest {
  @Test
  void cutsARecordOnEachLine() {
    assertLines("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}", "{\"a\":2}");
    assertLines("1\n2", "1", "2");
    assertLines("\n1".substring(1), "1");
  }

  @Test
  void takesBothEndsOfALine() {
    assertLines("1\r\n2\r\n", "1", "2");
    assertLines("1\r\n2\n3\r", "1", "2", "3");
  }

  @Test
  void aFileWithoutALineHasNoRecord() {
    assertLines("");
    assertLines("\n");
    assertLines(" \t\r\n\n");
  }

  @Test
  void passesOverEmptyLinesBehindTheLastRecord() {
    assertLines("1\n\n", "1");
    assertLines("1\n \r\n\n\t", "1");
  }

  @Test
  void tellsOfAnEmptyLineBetweenRecordsAndGoesOn() {
    for (int chunk = 1; chunk < 12; chunk++) {
      RecordCutter cutter = cutter("1\n\n\r\n2\n3", RecordForm.LINES, chunk);
      cutter.next();
      DecodeException fault = assertThrows(DecodeException.class, cutter::next);
      assertEquals(2, fault.offset());
      assertEquals("test, byte 2: expected a record on each line, found an empty line [json]", fault.getMessage());
      assertEquals(List.of("2", "3"), rest(cutter, "1\n\n\r\n2\n3"));
    }
  }

  @Test
  void leavesBracketsInTextsAlone() {
    assertLines("{\"a\": \"}\\n{[\\\"\"}\n2", "{\"a\": \"}\\n{[\\\"\"}", "2");
    assertList("[{\"a\": \"}],[\\\"{\"}, {\"b\": \"\\\\\"}]", "{\"a\": \"}],[\\\"{\"}", "{\"b\": \"\\\\\"}");
  }

  @Test
  void cutsTheElementsOfAList() {
    assertList("[]");
    assertList(" \n[ \t]\r\n");
    assertList("[{}]", "{}");
    assertList("[{\"a\": [1, [2, 3]]}, {\"b\": {\"c\": []}}]\n", "{\"a\": [1, [2, 3]]}", "{\"b\": {\"c\": []}}");
    assertList("[1,\n null ,\"x,y\"]", "1", "null", "\"x,y\"");
  }

  @Test
  void escapesMayFallOnAnyBorderOfAChunk() {
    assertList("[\"\\\\\\\"\", \"\\u005d\", \"\\\\\", \"]\"]", "\"\\\\\\\"\"", "\"\\u005d\"", "\"\\\\\"", "\"]\"");
  }

  @Test
  void refusesListsThatAreNone() {
    assertFault("[", 1, "']' that ends the list", "the end of the file");
    assertFault("[1", 2, "']' that ends the list", "the end of the file");
    assertFault("[1,", 3, "']' that ends the list", "the end of the file");
    assertFault("[1, {\"a\": [", 11, "']' that ends the list", "the end of the file");
    assertFault("[,1]", 1, "a record", "','");
    assertFault("[1,,2]", 3, "a record", "','");
    assertFault("[1, ]", 4, "a record", "']'");
    assertFault("[1}", 2, "',' or ']' behind a record", "'}'");
    assertFault("[1] 2", 4, "the end of the file behind the list", "'2'");
    assertFault("[1]\0", 3, "the end of the file behind the list", "byte 0x00");
    assertFault("[\"ab]", 5, "a '\"' that ends the text from byte 1 on", "the end of the file");
    assertFault("[\"ab\\", 5, "a '\"' that ends the text from byte 1 on", "the end of the file");
  }

  @Test
  void findsNothingBehindAListThatIsNone() {
    RecordCutter cutter = cutter("[1}, 2]", RecordForm.LIST, 3);
    assertThrows(DecodeException.class, cutter::next);
    assertFalse(cutter.next());
  }

  @Test
  void aLineMayBeLongerThanManyChunks() {
    String line = "[" + "1,".repeat(100_000) + "1]";
    assertEquals(List.of(line, "2"), cut(line + "\n2", RecordForm.LINES, 4096));
    assertEquals(List.of(line, "2"), cut("[" + line + ",2]", RecordForm.LIST, 4096));
  }

  @Test
  void sumsTheBytesOfTheWholeFileUp() {
    byte[] text = "[1, 2]  ".getBytes(StandardCharsets.UTF_8);
    CRC32C expected = new CRC32C();
    expected.update(text);
    for (int chunk = 1; chunk <= text.length + 1; chunk++) {
      RecordCutter cutter = cutter("[1, 2]  ", RecordForm.LIST, chunk);
      rest(cutter, "[1, 2]  ");
      assertEquals((int) expected.getValue(), cutter.checksum());
    }
  }

  @Test
  void anyRecordsAreCutAsTheyWerePutTogether() {
    long seed = Long.getLong("sheaf.seed", System.nanoTime());
    System.out.println("RecordCutterTest: -Dsheaf.seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      List<String> records = new ArrayList<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        records.add(value(random, 3));
      }
      int chunk = 1 + random.nextInt(20);
      String message = "seed " + seed + ": " + records;
      assertEquals(records, cut(String.join("\n", records), RecordForm.LINES, chunk), message);
      assertEquals(records, cut("[" + String.join(" ,\n", records) + "]", RecordForm.LIST, chunk), message);
    }
  }

  /// A JSON value on one line, full of what a cutter might trip over.
  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 2)) {
      case 0 -> "" + random.nextInt();
      case 1 -> {
        String[] parts = {"\\\"", "\\\\", "[", "]", "{", "}", ",", "\\n", "ü", "𝄞", "x"};
        StringBuilder text = new StringBuilder("\"");
        random.ints(random.nextInt(5), 0, parts.length).forEach(part -> text.append(parts[part]));
        yield text.append('"').toString();
      }
      case 2 -> "[]";
      case 3 -> "[" + value(random, depth - 1) + ", " + value(random, depth - 1) + "]";
      default -> "{\"a]\": " + value(random, depth - 1) + "}";
    };
  }

  private static void assertLines(String text, String... records) {
    assertRecords(text, RecordForm.LINES, records);
  }

  private static void assertList(String text, String... records) {
    assertRecords(text, RecordForm.LIST, records);
  }

  private static void assertRecords(String text, RecordForm form, String... records) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    for (int chunk = 1; chunk <= length + 1; chunk++) {
      assertEquals(Arrays.asList(records), cut(text, form, chunk), "in chunks of " + chunk);
    }
  }

  private static void assertFault(String text, long offset, String expected, String found) {
    for (int chunk = 1; chunk <= text.length() + 1; chunk++) {
      RecordCutter cutter = cutter(text, RecordForm.LIST, chunk);
      DecodeException fault = assertThrows(DecodeException.class, () -> rest(cutter, text), text);
      assertEquals(offset, fault.offset(), text);
      assertEquals(expected, fault.expected(), text);
      assertEquals(found, fault.found(), text);
    }
  }

  private static List<String> cut(String text, RecordForm form, int chunk) {
    return rest(cutter(text, form, chunk), text);
  }

  private static List<String> rest(RecordCutter cutter, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> records = new ArrayList<>();
    while (cutter.next()) {
      int length = (int) cutter.length();
      records.add(new String(bytes, (int) cutter.start(), length, StandardCharsets.UTF_8).strip());
    }
    return records;
  }

  private static RecordCutter cutter(String text, RecordForm form, int chunk) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return RecordCutter.of(InputFile.of("test", MemorySegment.ofArray(bytes)), form, chunk);
  }
}
