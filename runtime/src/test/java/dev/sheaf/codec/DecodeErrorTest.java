package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DecodeErrorTest {
  private static final RecordSchema SCHEMA = Rows.of(Rows.field("points", DType.FLOAT32, "?, 3"));

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "{\"points\":[[1,2,3],[4,5]]}",
            "byte 23, field points: expected a list of 3, as before it, found one of 2 [shape]"),
        Arguments.of("{\"points\":[[1,2,3],]}", "byte 19, field points: expected a list, found ']' [json]"),
        Arguments.of(
            "{\"points\":[[1,2,03]]}", "byte 17, field points: expected no digit behind a leading 0, found '3' [json]"),
        Arguments.of("{\"points\":[[1,2,3.]]}", "byte 18, field points: expected a digit, found ']' [json]"),
        Arguments.of("{\"points\":[[1,2,-", "byte 17, field points: expected a digit, found the end of the file [json]"),
        Arguments.of(
            "{\"points\":[[1,2,1e39]]}",
            "byte 16, field points: expected a number that fits float32, found 1e39 [range]"),
        Arguments.of("{\"points\":[1,2,3]}", "byte 10, field points: expected shape (?, 3), found (3) [shape]"),
        Arguments.of(
            "{\"points\":[[1,2,null]]}",
            "byte 16, field points: expected a value of float32, found a null [value]"),
        Arguments.of(
            "{\"points\":{\"shape\":[1,3],\"dtype\":\"complex64\"}}",
            "byte 33, field points: expected a dtype that converts to float32, found \"complex64\" [dtype]"),
        Arguments.of(
            "{\"points\":{\"shape\":[1,3],\"dtype\":\"float32\","
                + "\"data\":{\"buffer\":\"AAA\",\"encoding\":\"base64\"}}}",
            "byte 61, field points: expected base64 in groups of four characters, found 3 characters [base64]"),
        Arguments.of("{\"point\":1}", "byte 9: expected the fields points only, found the field \"point\" [extra]"),
        Arguments.of("{}", "byte 0: expected the field \"points\", found an object without it [missing]"),
        Arguments.of("[1]", "byte 0: expected an object with the fields points, found a list [type]"),
        Arguments.of("{\"points\":[[1,2,3]]} x", "byte 21: expected the end of the file, found 'x' [json]"));
  }

  @ParameterizedTest
  @CsvSource({
    "data, data, true", "data, data[2].x, true", "data, data.x, true", "data.x, data.x[0], true",
    "data, database, false", "data.x, data, false", "data, '', false", "data, x.data, false"
  })
  void knowsWhichFieldItIsIn(String field, String place, boolean inside) {
    FieldSchema schema = Rows.field("data", DType.FLOAT32, "?");
    DecodeException fault = new DecodeException(Rule.VALUE, "a.json", place, 3, "this", "that", null);
    assertEquals(inside, fault.isIn(new Field<>(field, schema, Function.identity())));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhereItIsWhatWasExpectedAndWhatWasFound(String json, String message) {
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () -> Rows.read(json.getBytes(StandardCharsets.UTF_8), SCHEMA, JsonReader.CHUNK_BYTES));
    assertEquals("row.json, " + message, refusal.getMessage());
    assertEquals("row.json", refusal.file());
  }

  @Test
  void quotesTheBeginningOfLongTextsAndNothingThatATerminalObeys() {
    String json = "{\"\\u001b[2J" + "x".repeat(5000) + "\":1}";
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () -> Rows.read(json.getBytes(StandardCharsets.UTF_8), SCHEMA, JsonReader.CHUNK_BYTES));
    assertEquals(
        "the field \"\\u001b[2J" + "x".repeat(1000 - "the field \"x[2J".length()) + "... (5016 characters)",
        refusal.found());
  }
}
