package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/// The scanner: any bytes are JSON for us where they are JSON for a strict parser that knows NaN and the infinities,
/// and otherwise refused; and the texts and numbers in it are the same ones.
@Tag("fuzz")
class JsonFuzzTest {
  private static final DecodeOptions PASSING_OVER = DecodeOptions.DEFAULT.ignoringUnknown().withLastDuplicate();

  private static final RecordCodec<Object[]> NOTHING =
      SchemaCodec.of(new RecordSchema("Nothing", "", false, List.of()));
  private static final RecordCodec<Object[]> TEXT = codec(new TextType(List.of()));
  private static final RecordCodec<Object[]> NUMBER = codec(new ScalarType(Scalar.DOUBLE, List.of()));

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /// The parser knows more spellings.
  private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");

  /// So many are read one by one.
  private static final int MOST_SCALARS = 8;

  private static RecordCodec<Object[]> codec(FieldType type) {
    return SchemaCodec.of(new RecordSchema("Json", "", false, List.of(new FieldSchema("value", "", type))));
  }

  /// What became of a document.
  private enum Answer {
    TAKEN,
    REFUSED,
    /// Too deep or too long, whatever else it is.
    TOO_MUCH
  }

  @FuzzTest(maxDuration = "10m")
  void takesTheJsonThatAStrictParserTakes(byte[] value) {
    String text = new String(value, StandardCharsets.ISO_8859_1);
    byte[] document = "{\"unknown\":%s}".formatted(text).getBytes(StandardCharsets.ISO_8859_1);
    Optional<List<Spelled>> expected = scalars(document);
    Answer answer = Warranted.by(document.length, () -> answer(document)).orElse(Answer.REFUSED);
    if (answer != Answer.TOO_MUCH) {
      assertEquals(expected.isPresent() ? Answer.TAKEN : Answer.REFUSED, answer);
    }
    expected.ifPresent(scalars -> scalars.stream().limit(MOST_SCALARS).forEach(JsonFuzzTest::assertRead));
  }

  private static Answer answer(byte[] document) {
    try {
      Payload.parse(document, Path.of("."), NOTHING, PASSING_OVER);
      return Answer.TAKEN;
    } catch (DecodeException e) {
      return e.rule() == DecodeException.Rule.LIMIT ? Answer.TOO_MUCH : Answer.REFUSED;
    }
  }

  /// A text or a number as it stands in the document, and what it is read as: nothing, where it is beyond all doubles.
  private record Spelled(String json, RecordCodec<Object[]> codec, Optional<Object> value) {}

  /// The texts and numbers of a document; empty where it is not JSON, or has half a surrogate pair in a text or name.
  private static Optional<List<Spelled>> scalars(byte[] document) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(document));
      return parsed(document);
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From bytes: from characters the parser takes some beyond ASCII for the digits of an escape.
  private static Optional<List<Spelled>> parsed(byte[] document) throws IOException {
    List<Spelled> scalars = new ArrayList<>();
    int values = 0;
    boolean valid = true;
    try (JsonParser parser = STRICT.createParser(document)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += parser.getParsingContext().inRoot() ? 1 : 0;
        int start = (int) parser.currentTokenLocation().getByteOffset();
        switch (token) {
          case FIELD_NAME -> valid &= inWholeCharacters(parser.getText());
          case VALUE_STRING -> {
            String value = parser.getText();
            valid &= inWholeCharacters(value);
            int end = (int) parser.currentLocation().getByteOffset();
            String json = new String(document, start, end - start, StandardCharsets.UTF_8);
            scalars.add(new Spelled(json, TEXT, Optional.of(value)));
          }
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
            String spelled = parser.getText();
            boolean word = parser.isNaN();
            valid &= !word || NOT_FINITE.contains(spelled);
            double value = Double.parseDouble(valid ? spelled : "0");
            boolean read = word || Double.isFinite(value);
            scalars.add(new Spelled(spelled, NUMBER, read ? Optional.of(value) : Optional.empty()));
          }
          default -> {}
        }
      }
    }
    return values == 1 && valid ? Optional.of(scalars) : Optional.empty();
  }

  private static boolean inWholeCharacters(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static void assertRead(Spelled scalar) {
    byte[] document = "{\"value\":%s}".formatted(scalar.json()).getBytes(StandardCharsets.UTF_8);
    Optional<Object> found =
        Warranted.by(
            document.length,
            () -> Payload.parse(document, Path.of("."), scalar.codec(), DecodeOptions.DEFAULT)[0]);
    assertEquals(scalar.value(), found, scalar.json());
  }
}
