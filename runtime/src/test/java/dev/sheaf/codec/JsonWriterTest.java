package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sheaf.codec.EncodeException.Rule;
import dev.sheaf.io.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonWriterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonWriter out = new JsonWriter(bytes);

  private String text() {
    out.end();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void writesEveryKindOfValueWithoutSpace() {
    out.beginObject();
    out.key("list");
    out.beginList();
    out.integer(-5);
    out.unsignedInteger(-1);
    out.number(1.0);
    out.number(0.1f);
    out.bool(true);
    out.bool(false);
    out.nullValue();
    out.string("a");
    out.beginList();
    out.endList();
    out.beginObject();
    out.endObject();
    out.endList();
    out.key("");
    out.beginObject();
    out.key("k");
    out.number(-0.0);
    out.endObject();
    out.endObject();

    assertEquals(
        "{\"list\":[-5,18446744073709551615,1.0,0.1,true,false,null,\"a\",[],{}],\"\":{\"k\":-0.0}}", text());
  }

  @Test
  void takesAMereValueAsADocument() {
    out.integer(7);

    assertEquals("7", text());
  }

  @Test
  void escapesWhatJsonAsksForAndNothingElse() {
    out.string("\" \\ / \n \r \t \b \f \u0000 \u001f \u007f \u00e9 \u2028 \uFFFF \uD83D\uDE00");

    assertEquals(
        "\"\\\" \\\\ / \\n \\r \\t \\b \\f \\u0000 \\u001f \u007f \u00e9 \u2028 \uFFFF \uD83D\uDE00\"", text());
  }

  @Test
  void writesTextsThatAreLongerThanItsBuffer() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < 3 * JsonWriter.BUFFER_BYTES; i++) {
      text.appendCodePoint(List.of((int) 'a', 0xE9, 0x20AC, 0x1F600, 1).get(i % 5));
    }
    out.beginList();
    out.string(text.toString());
    out.endList();

    assertEquals(text.toString(), new ObjectMapper().readTree(text()).get(0).asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\uD83D", "\uDE00b", "\uD83D\uD83D\uDE00", "\uDE00\uD83D", "\uD83Dx"})
  void refusesHalfASurrogatePair(String text) {
    out.place(JsonReader.Place.ROOT, "name");
    EncodeException refusal = assertThrows(EncodeException.class, () -> out.string(text));

    assertEquals(Rule.TEXT, refusal.rule());
    assertEquals("name", refusal.fieldPath());
  }

  @Test
  void saysWhichHalfOfAPairStandsWhere() {
    EncodeException refusal = assertThrows(EncodeException.class, () -> out.string("ab\uD83D"));

    assertEquals(
        "stream: expected text in whole characters, found half a surrogate pair, U+D83D, at index 2 [text]",
        refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesNumbersThatJsonDoesNotHave(double value) {
    assertEquals(Rule.NONFINITE, assertThrows(EncodeException.class, () -> out.number(value)).rule());
    assertEquals(Rule.NONFINITE, assertThrows(EncodeException.class, () -> out.number((float) value)).rule());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, 12345678, 99999999, 100000000, 100000001, 9999999999999999L, 10000000000000000L,
        10000000000000001L, Long.MAX_VALUE, Long.MIN_VALUE, -1, -10, -99999999, -100000000})
  void spellsWholeNumbers(long value) {
    out.beginList();
    out.integer(value);
    out.unsignedInteger(value);
    out.endList();

    assertEquals("[%d,%s]".formatted(value, Long.toUnsignedString(value)), text());
  }

  static Stream<Consumer<JsonWriter>> misuses() {
    return Stream.of(
        JsonWriter::end,
        JsonWriter::endList,
        JsonWriter::endObject,
        out -> out.key("k"),
        out -> {
          out.integer(1);
          out.integer(2);
        },
        out -> {
          out.beginList();
          out.end();
        },
        out -> {
          out.beginList();
          out.key("k");
        },
        out -> {
          out.beginList();
          out.endObject();
        },
        out -> {
          out.beginObject();
          out.nullValue();
        },
        out -> {
          out.beginObject();
          out.endList();
        },
        out -> {
          out.beginObject();
          out.key("k");
          out.endObject();
        },
        out -> {
          out.beginObject();
          out.key("k");
          out.key("k");
        });
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void refusesCallsThatDoNotFitWhereTheDocumentStands(Consumer<JsonWriter> misuse) {
    assertThrows(IllegalStateException.class, () -> misuse.accept(out));
  }

  @Test
  void saysWhatItExpectedWhere() {
    out.beginObject();
    IllegalStateException misuse = assertThrows(IllegalStateException.class, () -> out.integer(1));

    assertEquals("expected a key before the value, found an object", misuse.getMessage());
  }

  @Test
  void nestsAsDeeplyAsAsked() throws IOException {
    for (int i = 0; i < 500; i++) {
      out.beginList();
    }
    for (int i = 0; i < 500; i++) {
      out.endList();
    }

    assertEquals("[".repeat(500) + "]".repeat(500), text());
  }

  @Test
  void tellsAFailingStreamApartFromFaultsOfTheData() {
    IOException full = new IOException("disk full");
    JsonWriter writer =
        new JsonWriter(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw full;
              }
            });
    writer.integer(1);

    StorageException failure = assertThrows(StorageException.class, writer::end);
    assertInstanceOf(IOException.class, failure.getCause());
  }

  @Test
  void isReadByAnotherParser() throws IOException {
    out.beginObject();
    out.key("\u00e9\n");
    out.number(1e300);
    out.endObject();

    JsonNode node = new ObjectMapper().readTree(text());
    assertEquals(1e300, node.get("\u00e9\n").doubleValue());
  }
}
