package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The rules for paths: whatever a reference or a pattern says, nothing outside the payload's folder is read, and a
/// plain path to what lies inside is followed.
///
/// Inside and outside lie files of the same names, told apart by any four bytes of them: ones inside, twos outside.
@Tag("fuzz")
class PathFuzzTest {
  private static final FieldType ELEMENT = new ArrayType(DType.FLOAT32, ShapePattern.parse("1"), false);
  private static final RecordCodec<Object[]> ARRAY = codec(ELEMENT);
  private static final RecordCodec<Object[]> SEQUENCE = codec(new SequenceType(ELEMENT));
  private static final String REFERENCE =
      """
      {"object_type": "array", "shape": [1], "dtype": "float32", "data": {"encoding": "binref", "buffer": %s}}""";

  private static Path folder;

  /// All that there is to be read inside: any four bytes of a file, and the number in one.
  private static Set<ByteBuffer> inside;

  private static RecordCodec<Object[]> codec(FieldType type) {
    return SchemaCodec.of(new RecordSchema("Paths", "", false, List.of(new FieldSchema("value", "", type))));
  }

  @BeforeAll
  static void layOutFiles(@TempDir Path parent) throws IOException {
    folder = Files.createDirectories(parent.toRealPath().resolve("inner"));
    inside = new HashSet<>();
    for (Path place : List.of(folder, Files.createDirectories(folder.resolve("a/b")))) {
      layOut(place, new byte[] {1, 1, 1, 1, 1, 1}, "[1.111]");
      for (String name : List.of("x.bin", "x.json", "r.json")) {
        addFours(Files.readAllBytes(place.resolve(name)));
      }
    }
    inside.add(ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putFloat(0, 1.111f));
    layOut(folder.getParent(), new byte[] {2, 2, 2, 2, 2, 2}, "[2.222]");
    link("up", folder.getParent());
    link("link.bin", Path.of("../x.bin"));
    link("link.json", folder.resolveSibling("x.json"));
    link("a/near.bin", Path.of("../x.bin"));
    link("a/near", Path.of("b"));
    link("a/loop", Path.of("loop"));
    link("a/nowhere.json", Path.of("nothing.json"));
  }

  private static void layOut(Path place, byte[] bytes, String json) throws IOException {
    Files.write(place.resolve("x.bin"), bytes);
    Files.writeString(place.resolve("x.json"), json);
    Files.writeString(place.resolve("r.json"), REFERENCE.formatted("\"x.bin\""));
  }

  private static void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), target);
  }

  private static void addFours(byte[] file) {
    for (int at = 0; at + 4 <= file.length; at++) {
      inside.add(ByteBuffer.wrap(file, at, 4).slice());
    }
  }

  @FuzzTest(maxDuration = "10m")
  void readsNothingOutsideTheFolder(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Optional<ByteBuffer> referred = read(ARRAY, REFERENCE.formatted(quoted(text))).map(array -> bytes((NdArray) array));
    referred.ifPresent(bytes -> assertInside(bytes, text));
    if (text.indexOf(':') < 0) {
      assertEquals(leadsInside(text), referred.isPresent(), text);
    }
    read(SEQUENCE, quoted("@" + text)).ifPresent(items -> assertInside((LazySequence<?>) items, text));
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }

  private static Optional<Object> read(RecordCodec<Object[]> codec, String value) {
    byte[] document = "{\"value\":%s}".formatted(value).getBytes(StandardCharsets.UTF_8);
    return Warranted.by(document.length, () -> Payload.parse(document, folder, codec, DecodeOptions.DEFAULT)[0]);
  }

  private static boolean leadsInside(String path) {
    try {
      Path real = folder.resolve(path).toRealPath();
      return real.startsWith(folder) && Files.isRegularFile(real);
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  private static void assertInside(LazySequence<?> items, String text) {
    for (long i = 0; i < items.size(); i++) {
      long index = i;
      Warranted.by(text.length(), () -> (NdArray) items.get(index))
          .ifPresent(array -> assertInside(bytes(array), text));
    }
  }

  private static ByteBuffer bytes(NdArray array) {
    return ByteBuffer.wrap(array.segment().toArray(ValueLayout.JAVA_BYTE));
  }

  private static void assertInside(ByteBuffer bytes, String text) {
    assertTrue(inside.contains(bytes), () -> "read %08x through \"%s\"".formatted(bytes.getInt(0), text));
  }
}
