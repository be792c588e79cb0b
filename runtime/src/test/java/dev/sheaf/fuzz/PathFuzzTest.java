package dev.sheaf.fuzz;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The rules for paths: whatever a reference or a pattern says, nothing outside the payload's folder is read.
///
/// Inside and outside lie files of the same form, told apart by their bytes: 1 inside, 2 outside.
@Tag("fuzz")
class PathFuzzTest {
  private static final FieldType ELEMENT = new ArrayType(DType.FLOAT32, ShapePattern.parse("1"), false);
  private static final byte[] INSIDE = {1, 1, 1, 1};
  private static final byte[] OUTSIDE = {2, 2, 2, 2};
  private static final String ITEM = "{\"object_type\":\"array\",\"shape\":[1],\"dtype\":\"float32\",\"data\":%s}";
  private static final String BINREF = "{\"encoding\":\"binref\",\"buffer\":%s}";

  private static Path folder;

  @BeforeAll
  static void layOutFiles(@TempDir Path parent) throws IOException {
    folder = Files.createDirectories(parent.toRealPath().resolve("inner"));
    for (Path place : List.of(folder, Files.createDirectories(folder.resolve("a/b")))) {
      layOut(place, INSIDE);
    }
    layOut(folder.getParent(), OUTSIDE);
    Files.createSymbolicLink(folder.resolve("up"), folder.getParent());
    Files.createSymbolicLink(folder.resolve("link.bin"), folder.resolve("../x.bin"));
    Files.createSymbolicLink(folder.resolve("link.json"), folder.resolve("../x.json"));
  }

  private static void layOut(Path place, byte[] bytes) throws IOException {
    Files.write(place.resolve("x.bin"), bytes);
    Files.writeString(place.resolve("x.json"), ITEM.formatted(BINREF.formatted("\"x.bin\"")));
  }

  @FuzzTest(maxDuration = "10m")
  void readsNothingOutsideTheFolder(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    read(ELEMENT, ITEM.formatted(BINREF.formatted(JsonNodeFactory.instance.textNode(text))))
        .ifPresent(array -> assertInside((NdArray) array, text));
    read(new SequenceType(ELEMENT), JsonNodeFactory.instance.textNode("@" + text).toString())
        .ifPresent(items -> assertInside((LazySequence<?>) items, text));
  }

  private static Optional<Object> read(FieldType type, String value) {
    RecordCodec<Object[]> codec =
        SchemaCodec.of(new RecordSchema("Paths", "", false, List.of(new FieldSchema("value", "", type))));
    byte[] document = "{\"value\":%s}".formatted(value).getBytes(StandardCharsets.UTF_8);
    return Warranted.by(document.length, () -> Payload.parse(document, folder, codec, DecodeOptions.DEFAULT)[0]);
  }

  private static void assertInside(LazySequence<?> items, String text) {
    for (long i = 0; i < items.size(); i++) {
      long index = i;
      Warranted.by(text.length(), () -> (NdArray) items.get(index)).ifPresent(array -> assertInside(array, text));
    }
  }

  private static void assertInside(NdArray array, String text) {
    byte[] bytes = array.segment().toArray(ValueLayout.JAVA_BYTE);
    assertTrue(Arrays.equals(INSIDE, bytes), () -> "read %s through \"%s\"".formatted(Arrays.toString(bytes), text));
  }
}
