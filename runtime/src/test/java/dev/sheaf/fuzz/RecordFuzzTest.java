package dev.sheaf.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sheaf.array.LazySequence;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.Constraint;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.EnumType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.FieldType.UnionType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Scalar;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// The record codec, with fields of all kinds: any bytes are a record, or refused with one typed error.
@Tag("fuzz")
class RecordFuzzTest {
  private static final List<Constraint> FREE = List.of();

  /// All optional, so that an input of one field gets as far as one of all.
  private static final RecordCodec<Object[]> CODEC =
      SchemaCodec.of(
          record(
              Map.entry("points", new ArrayType(DType.FLOAT32, ShapePattern.parse("N, 3"), true)),
              Map.entry("weights", new ArrayType(DType.FLOAT64, ShapePattern.parse("N"), false)),
              Map.entry("any", new ArrayType(Optional.empty(), ShapePattern.any(), false, FREE)),
              Map.entry("whole", new ScalarType(Scalar.LONG, FREE)),
              Map.entry("number", new ScalarType(Scalar.DOUBLE, FREE)),
              Map.entry("truth", new ScalarType(Scalar.BOOLEAN, FREE)),
              Map.entry("text", new TextType(FREE)),
              Map.entry("bytes", new BytesType(FREE)),
              Map.entry("colour", new EnumType("Colour", List.of("red", "deep blue"))),
              Map.entry("time", new TimeType(Time.INSTANT)),
              Map.entry("span", new TimeType(Time.DURATION)),
              Map.entry("list", new ListType(new ArrayType(DType.INT64, ShapePattern.any(), false), FREE)),
              Map.entry("map", new MapType(new ListType(new ScalarType(Scalar.LONG, FREE), FREE), FREE)),
              Map.entry("inner", new RecordType(record(Map.entry("x", new ScalarType(Scalar.FLOAT, FREE))))),
              Map.entry(
                  "solid",
                  new UnionType(
                      "Solid",
                      "kind",
                      List.of(
                          new UnionType.Variant("ball", record(Map.entry("radius", new ScalarType(Scalar.INT, FREE)))),
                          new UnionType.Variant("box", record(Map.entry("name", new TextType(FREE))))))),
              Map.entry("items", new SequenceType(new ArrayType(DType.FLOAT32, ShapePattern.any(), false)))));

  private static Path folder;

  @BeforeAll
  static void layOutFiles(@TempDir Path empty) throws IOException {
    folder = empty;
    for (String item : List.of("1.5", "[[1, 2], [3, 4]]", "[1, \"NaN\"")) {
      Files.writeString(folder.resolve("item_%d.json".formatted(item.length())), item);
    }
  }

  @SafeVarargs
  private static RecordSchema record(Map.Entry<String, FieldType>... fields) {
    List<FieldSchema> schemas = new ArrayList<>();
    for (Map.Entry<String, FieldType> field : fields) {
      schemas.add(new FieldSchema(field.getKey(), "", new OptionalType(field.getValue())));
    }
    return new RecordSchema("Record", "", false, schemas);
  }

  @FuzzTest(maxDuration = "10m")
  void readsARecordOrRefusesIt(byte[] payload) {
    Warranted.by(payload.length, () -> Payload.parse(payload, folder, CODEC, DecodeOptions.DEFAULT))
        .ifPresent(record -> readItems(record, payload.length));
  }

  private static void readItems(Object[] record, int size) {
    if (record[record.length - 1] instanceof Optional<?> items && items.orElse(null) instanceof LazySequence<?> there) {
      for (long i = 0; i < there.size(); i++) {
        long index = i;
        Warranted.by(size, () -> there.get(index));
      }
    }
  }
}
