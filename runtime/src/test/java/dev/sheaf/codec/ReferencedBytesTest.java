package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ReferencedBytesTest {
  private static final RecordCodec<Object[]> CODEC = SchemaCodec.of(Rows.bare(DType.FLOAT32, "?"));

  @TempDir Path folder;

  @Test
  void readsBeyondTwoGibibytes() throws IOException {
    long offset = (1L << 31) + 4;
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve("a.bin"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 7), offset);
    }
    assertEquals(Float32Array.of(Shape.of(1), 7), read("a.bin:" + offset, DecodeOptions.DEFAULT)[0]);
    assertEquals(
        "a file of %d bytes".formatted(offset + 4),
        refusal("a.bin:" + (offset + 4), DecodeOptions.DEFAULT, Rule.BINREF_LENGTH).found());
  }

  @Test
  @Timeout(20)
  void refusesAPipeWithoutWaiting() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    refusal("pipe:0", DecodeOptions.DEFAULT, Rule.FILE);
    refusal("/dev/zero:0", DecodeOptions.DEFAULT.allowingOutside(), Rule.FILE);
    Files.delete(folder.resolve("row.json"));
    Files.move(pipe, folder.resolve("row.json"));
    assertThrows(
        StorageException.class,
        () -> RecordFile.read(folder.resolve("row.json"), CODEC, DecodeOptions.DEFAULT, _ -> {}));
  }

  @Test
  void refusesAFolderAndPathsThatNoFileHas() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    refusal("sub:0", DecodeOptions.DEFAULT, Rule.FILE);
    refusal("x".repeat(5000) + ":0", DecodeOptions.DEFAULT, Rule.FILE);
    refusal("a\\u0000b:0", DecodeOptions.DEFAULT, Rule.PATH);
    refusal("../a.bin:0", DecodeOptions.DEFAULT, Rule.PATH);
    refusal("/etc/passwd:0", DecodeOptions.DEFAULT, Rule.PATH);
    refusal("file:///etc/passwd:0", DecodeOptions.DEFAULT, Rule.PATH);
  }

  @Test
  void takesDigitsOfAnyScriptInAnOffset() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[] {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f});
    assertEquals(Float32Array.of(Shape.of(1), 1), read("a.bin:\uD835\uDFD2", DecodeOptions.DEFAULT)[0]);
  }

  @Test
  @Timeout(20)
  void takesOffsetsOfVeryManyDigitsWithoutMultiplyingThem() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[] {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f});
    DecodeOptions longNames = DecodeOptions.DEFAULT.withLimits(DecodeLimits.DEFAULT.withMaxNameBytes(5_000_000));
    assertEquals(Float32Array.of(Shape.of(1), 1), read("a.bin:" + "0".repeat(2_000_000) + "4", longNames)[0]);
    refusal("a.bin:4" + "0".repeat(2_000_000), longNames, Rule.BINREF_LENGTH);
    for (String offset : new String[] {"9223372036854775807", "9223372036854775808", "99999999999999999999"}) {
      refusal("a.bin:" + offset, longNames, Rule.BINREF_LENGTH);
    }
  }

  @Test
  void saysWhereAReferenceStandsWhoseFileTheListenerCannotFind() throws IOException {
    Files.write(folder.resolve("row.json"), json("a.bin:0"));
    DecodeException refusal =
        assertThrows(
            DecodeException.class,
            () ->
                RecordFile.read(
                    folder.resolve("row.json"),
                    CODEC,
                    DecodeOptions.DEFAULT,
                    path -> {
                      throw new StorageException("cannot find", path.toString(), new IOException("gone"));
                    }));
    assertEquals(Rule.FILE, refusal.rule());
    assertTrue(refusal.offset() > 0);
    assertEquals("data", refusal.fieldPath());
  }

  @Test
  void countsCompressedBytesAgainstTheLimit() throws IOException {
    Files.write(folder.resolve("a.bin"), new byte[1000]);
    Files.write(
        folder.resolve("row.json"),
        new String(json("a.bin:0:1000"), StandardCharsets.UTF_8)
            .replace("\"binref\"", "\"binref\",\"compression\":\"lz4\"")
            .getBytes(StandardCharsets.UTF_8));
    DecodeOptions small = DecodeOptions.DEFAULT.withLimits(DecodeLimits.DEFAULT.withMaxArrayBytes(100));
    DecodeException refusal =
        assertThrows(
            DecodeException.class, () -> RecordFile.read(folder.resolve("row.json"), CODEC, small, _ -> {}));
    assertEquals(Rule.LIMIT, refusal.rule(), refusal.getMessage());
  }

  private Object[] read(String reference, DecodeOptions options) throws IOException {
    Files.write(folder.resolve("row.json"), json(reference));
    return RecordFile.read(folder.resolve("row.json"), CODEC, options, _ -> {});
  }

  private DecodeException refusal(String reference, DecodeOptions options, Rule rule) {
    DecodeException refusal = assertThrows(DecodeException.class, () -> read(reference, options), reference);
    assertEquals(rule, refusal.rule(), refusal.getMessage());
    return refusal;
  }

  private static byte[] json(String reference) {
    return """
        {"shape":[1],"dtype":"float32","data":{"buffer":"%s","encoding":"binref"}}"""
        .formatted(reference)
        .getBytes(StandardCharsets.UTF_8);
  }
}
