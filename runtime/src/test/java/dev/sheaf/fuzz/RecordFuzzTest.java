package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sheaf.bytes.Lz4FrameWriter;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeException;
import dev.sheaf.codec.EncodeOptions;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The record codec, with fields of all kinds: any bytes are a record, or refused with one typed error. What stricter
/// options take, the more lenient ones take with the same values; and what was read can be written, and read again.
@Tag("fuzz")
class RecordFuzzTest {
  private static final RecordCodec<Object[]> CODEC = RecordOfAllKinds.codec();

  private static Path folder;

  @BeforeAll
  static void layOutFiles(@TempDir Path empty) throws IOException {
    folder = empty;
    for (String item : List.of("1.5", "[[1, 2], [3, 4]]", "[1, \"NaN\"")) {
      Files.writeString(folder.resolve("item_%d.json".formatted(item.length())), item);
    }
    byte[] elements = new byte[64];
    for (int at = 0; at < elements.length; at++) {
      elements[at] = (byte) (at % 4 == 3 ? 0x3f : at);
    }
    Files.write(folder.resolve("plain.bin"), elements);
    Files.write(folder.resolve("lz4.bin"), frame(elements));
  }

  private static byte[] frame(byte[] elements) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Lz4FrameWriter writer = new Lz4FrameWriter();
    writer.begin(elements.length, bytes::write);
    writer.write(elements, 0, elements.length);
    writer.end();
    return bytes.toByteArray();
  }

  @DictionaryEntries({
    "\"object_type\":\"array\"", "\"shape\":[2]", "\"shape\":[]", "\"dtype\":\"float32\"", "\"dtype\":\"int64\"",
    "\"dtype\":\"complex64\"", "\"dtype\":\"bfloat16\"", "\"encoding\":\"json\"", "\"encoding\":\"base64\"",
    "\"encoding\":\"binref\"", "\"compression\":\"lz4\"", "\"buffer\":\"plain.bin:0\"", "\"buffer\":[1,2]",
    "\"@item_*.json\"", "\"kind\":\"ball\"", "NaN", "Infinity", "-0.0", "null", "true"
  })
  @FuzzTest(maxDuration = "10m")
  void readsARecordOrRefusesIt(byte[] payload) {
    Optional<Object[]> strict = read(payload, DecodeOptions.STRICT);
    Optional<Object[]> usual = read(payload, DecodeOptions.DEFAULT);
    Optional<Object[]> lenient = read(payload, DecodeOptions.REFERENCE);
    strict.ifPresent(record -> assertSame(record, usual));
    usual.ifPresent(record -> assertSame(record, lenient));
    usual.ifPresent(RecordFuzzTest::assertWrittenAndReadAgain);
  }

  /// The record with all items of its sequence, if they can be read too.
  private static Optional<Object[]> read(byte[] payload, DecodeOptions options) {
    return Warranted.by(
        payload.length,
        () -> {
          Object[] record = Payload.parse(payload, folder, CODEC, options);
          RecordOfAllKinds.comparable(record);
          return record;
        });
  }

  private static void assertSame(Object[] record, Optional<Object[]> other) {
    assertEquals(
        Optional.of(RecordOfAllKinds.comparable(record)), other.map(RecordOfAllKinds::comparable));
  }

  private static void assertWrittenAndReadAgain(Object[] record) {
    for (Encoding encoding : List.of(Encoding.JSON, Encoding.BASE64)) {
      written(record, encoding)
          .ifPresent(
              payload ->
                  assertSame(record, Optional.of(Payload.parse(payload, folder, CODEC, DecodeOptions.DEFAULT))));
    }
  }

  /// The record as a payload; empty where JSON has no number for one of its values.
  private static Optional<byte[]> written(Object[] record, Encoding encoding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Payload.write(bytes, record, CODEC, EncodeOptions.DEFAULT.withEncoding(encoding));
      return Optional.of(bytes.toByteArray());
    } catch (EncodeException e) {
      assertEquals(EncodeException.Rule.NONFINITE, e.rule());
      return Optional.empty();
    }
  }
}
