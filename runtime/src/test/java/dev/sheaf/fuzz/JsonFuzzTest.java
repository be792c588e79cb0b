package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.RecordSchema;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// The scanner: any bytes are JSON for us where they are JSON for a strict parser, and otherwise refused.
@Tag("fuzz")
class JsonFuzzTest {
  private static final DecodeOptions PASSING_OVER = DecodeOptions.DEFAULT.ignoringUnknown().withLastDuplicate();

  private static final RecordCodec<Object[]> NOTHING_ELSE =
      SchemaCodec.of(
          new RecordSchema(
              "Nothing",
              "",
              false,
              List.of(new FieldSchema("absent", "", new OptionalType(new TextType(List.of()))))));

  private static final JsonMapper STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNumberLength(Integer.MAX_VALUE)
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

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
    Answer answer = Warranted.by(document.length, () -> answer(document)).orElse(Answer.REFUSED);
    if (answer != Answer.TOO_MUCH) {
      assertEquals(isJson(document) ? Answer.TAKEN : Answer.REFUSED, answer);
    }
  }

  private static Answer answer(byte[] document) {
    try {
      Payload.parse(document, Path.of("."), NOTHING_ELSE, PASSING_OVER);
      return Answer.TAKEN;
    } catch (DecodeException e) {
      return e.rule() == DecodeException.Rule.LIMIT ? Answer.TOO_MUCH : Answer.REFUSED;
    }
  }

  private static boolean isJson(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(document))
              .toString();
      return STRICT.readTree(text).isObject();
    } catch (CharacterCodingException | JsonProcessingException e) {
      return false;
    }
  }
}
