package dev.sheaf.tfrecord.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.io.CorruptDataException;
import dev.sheaf.tfrecord.example.Feature.Kind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ExampleTest {
  private static final HexFormat HEX = HexFormat.of();

  /// By TensorFlow: `{a: int64 [1, 300, -1], b: float [1.0, -0.5], c: bytes ["xy", ""]}`.
  private static final String BY_TENSORFLOW =
      "0a3a"
          + "0a160a016112111a0f0a0d01ac02ffffffffffffffffff01"
          + "0a110a0162120c120a0a080000803f000000bf"
          + "0a0d0a016312080a060a0278790a00";

  private static Example parse(String hex) {
    return Example.parse(MemorySegment.ofArray(HEX.parseHex(hex)));
  }

  private static String text(MemorySegment bytes) {
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  @Test
  void readsEachKindOfValue() {
    Example example = parse(BY_TENSORFLOW);
    assertEquals(List.of("a", "b", "c"), List.copyOf(example.features().keySet()));
    assertArrayEquals(new long[] {1, 300, -1}, example.feature("a").orElseThrow().integers());
    assertArrayEquals(new float[] {1, -0.5f}, example.feature("b").orElseThrow().floats());
    Feature texts = example.feature("c").orElseThrow();
    assertEquals(Kind.BYTES, texts.kind());
    assertEquals(2, texts.count());
    assertEquals("xy", text(texts.bytes(0)));
    assertEquals("", text(texts.bytes(1)));
    assertTrue(texts.bytes(0).isReadOnly());
    assertTrue(example.feature("d").isEmpty());
  }

  @Test
  void writesWhatItReads() {
    byte[] written =
        new ExampleWriter()
            .bytes("c", new byte[] {'x', 'y'}, new byte[0])
            .integers("a", 7)
            .floats("b", 1, -0.5f)
            .integers("a", 1, 300, -1)
            .toBytes();
    assertEquals(BY_TENSORFLOW, HEX.formatHex(written));
  }

  @Test
  void writesNamesInTheOrderOfTheirBytes() {
    // In UTF-16 the first one comes last.
    byte[] written = new ExampleWriter().nothing("\uD83D\uDE00").nothing("\uFF5E").nothing("").nothing("z").toBytes();
    Example example = Example.parse(MemorySegment.ofArray(written));
    assertEquals(List.of("", "z", "\uFF5E", "\uD83D\uDE00"), List.copyOf(example.features().keySet()));
    assertEquals(Kind.NONE, example.feature("z").orElseThrow().kind());
  }

  @Test
  void writesNothingAsNothing() {
    assertEquals(0, new ExampleWriter().toBytes().length);
    assertEquals(0, new SequenceExampleWriter().toBytes().length);
  }

  @Test
  void refusesTextsThatHaveNoBytes() {
    ExampleWriter writer = new ExampleWriter();
    assertThrows(IllegalArgumentException.class, () -> writer.texts("a", "\uD800"));
    assertThrows(IllegalArgumentException.class, () -> writer.integers("\uD800", 1));
  }

  @Test
  void readsBackRandomNumbers() {
    long seed = 21;
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      long[] integers = random.longs(random.nextInt(100)).map(bits -> bits >> random.nextInt(64)).toArray();
      float[] floats = new float[random.nextInt(50)];
      for (int k = 0; k < floats.length; k++) {
        floats[k] = random.nextFloat();
      }
      byte[] written = new ExampleWriter().integers("i", integers).floats("f", floats).toBytes();
      Example read = Example.parse(MemorySegment.ofArray(written));
      assertArrayEquals(integers, read.feature("i").orElseThrow().integers(), "seed " + seed);
      assertArrayEquals(floats, read.feature("f").orElseThrow().floats(), "seed " + seed);
    }
  }

  @Test
  void saysWhichKindAFeatureIs() {
    Feature integers = parse(BY_TENSORFLOW).feature("a").orElseThrow();
    assertThrows(IllegalStateException.class, integers::floats);
    assertThrows(IllegalStateException.class, () -> integers.bytes(0));
    Feature texts = parse(BY_TENSORFLOW).feature("c").orElseThrow();
    assertThrows(IndexOutOfBoundsException.class, () -> texts.bytes(2));
  }

  @Test
  void saysWhereAMessageIsDamaged() {
    byte[] message = HEX.parseHex(BY_TENSORFLOW);
    // The length of the first entry, which becomes longer than the message.
    message[3] = 0x7f;
    CorruptDataException error =
        assertThrows(
            CorruptDataException.class, () -> Example.parse(MemorySegment.ofArray(message), "a.tfrecord", 1000));
    assertEquals("a.tfrecord", error.file());
    assertEquals(1003, error.offset());
  }

  @Test
  void readsRightValuesOrRefusesWhateverByteIsDamaged() {
    byte[] message = HEX.parseHex(BY_TENSORFLOW);
    for (int i = 0; i < message.length; i++) {
      for (int value = 0; value < 256; value++) {
        byte[] damaged = message.clone();
        damaged[i] = (byte) value;
        readAll(damaged);
      }
      readAll(Arrays.copyOf(message, i));
    }
  }

  @Test
  void survivesMessagesOfAnyBytes() {
    Random random = new Random(22);
    byte[] likely = HEX.parseHex("0a12081a010002030405ff7f80000d4b4c");
    for (int i = 0; i < 20_000; i++) {
      byte[] message = new byte[random.nextInt(60)];
      for (int k = 0; k < message.length; k++) {
        message[k] = random.nextInt(3) == 0 ? (byte) random.nextInt() : likely[random.nextInt(likely.length)];
      }
      readAll(message);
    }
  }

  /// All values can be had, or the message is refused.
  private static void readAll(byte[] bytes) {
    MemorySegment message = MemorySegment.ofArray(bytes);
    try {
      Example.parse(message).features().values().forEach(ExampleTest::readAll);
    } catch (CorruptDataException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e::getMessage);
    }
    try {
      SequenceExample sequence = SequenceExample.parse(message);
      sequence.context().values().forEach(ExampleTest::readAll);
      sequence.featureLists().values().forEach(list -> list.forEach(ExampleTest::readAll));
    } catch (CorruptDataException e) {
      assertTrue(e.offset() >= 0 && e.offset() <= bytes.length, e::getMessage);
    }
  }

  private static void readAll(Feature feature) {
    switch (feature.kind()) {
      case INT64 -> assertEquals(feature.count(), feature.integers().length);
      case FLOAT -> assertEquals(feature.count(), feature.floats().length);
      case BYTES -> {
        for (int i = 0; i < feature.count(); i++) {
          feature.bytes(i);
        }
      }
      case NONE -> assertEquals(0, feature.count());
    }
  }

  @Test
  void readsSequencesOfFeatures() {
    SequenceExampleWriter writer = new SequenceExampleWriter();
    writer.context().texts("id", "clip").integers("n", 3);
    byte[] written =
        writer
            .list("nothing")
            .addIntegers("tokens", 1, 2, 3)
            .addIntegers("tokens")
            .addFloats("audio", 0.5f)
            .addBytes("frames", new byte[] {1})
            .toBytes();
    SequenceExample read = SequenceExample.parse(MemorySegment.ofArray(written));
    assertEquals("clip", text(Objects.requireNonNull(read.context().get("id")).bytes(0)));
    assertEquals(List.of("audio", "frames", "nothing", "tokens"), List.copyOf(read.featureLists().keySet()));
    assertEquals(List.of(), read.featureLists().get("nothing"));
    List<Feature> tokens = Objects.requireNonNull(read.featureLists().get("tokens"));
    assertArrayEquals(new long[] {1, 2, 3}, tokens.get(0).integers());
    assertEquals(0, tokens.get(1).count());
  }

  @Test
  void boundsHowDeepGroupsGo() {
    assertEquals(Map.of(), parse("4b".repeat(100) + "4c".repeat(100)).features());
    assertThrows(CorruptDataException.class, () -> parse("4b".repeat(101) + "4c".repeat(101)));
  }
}
