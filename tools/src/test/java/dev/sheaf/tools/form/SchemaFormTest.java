package dev.sheaf.tools.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
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
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaFormTest {
  private static final FieldType TEXT = new TextType(List.of());

  @TempDir Path folder;

  /// A record with a field of each kind that Parquet has a column for.
  static RecordSchema scan() {
    RecordSchema cloud =
        new RecordSchema(
            "com.acme.Scan$Cloud",
            "Where the part is.",
            false,
            List.of(
                new FieldSchema("points", "", array(DType.FLOAT32, "N, 3", new Constraint.NoNanOrInfinity())),
                new FieldSchema("labels", "", array(DType.UINT8, "N"))));
    List<FieldSchema> fields = new ArrayList<>();
    fields.add(new FieldSchema("part", "Which part, \"left\" | right.", TEXT));
    fields.add(new FieldSchema("taken", "", new TimeType(Time.INSTANT)));
    fields.add(new FieldSchema("day", "", new TimeType(Time.LOCAL_DATE)));
    fields.add(new FieldSchema("at", "", new TimeType(Time.LOCAL_TIME)));
    fields.add(new FieldSchema("local", "", new TimeType(Time.LOCAL_DATE_TIME)));
    fields.add(new FieldSchema("offset", "", new TimeType(Time.OFFSET_DATE_TIME)));
    fields.add(new FieldSchema("took", "", new OptionalType(new TimeType(Time.DURATION))));
    fields.add(
        new FieldSchema("unit", "unit", "", new EnumType("com.acme.Unit", List.of("mm", "in")), Optional.of("\"mm\"")));
    fields.add(
        new FieldSchema(
            "confidence",
            "",
            new ScalarType(
                Scalar.DOUBLE,
                List.of(
                    new Constraint.Range(
                        Optional.of(BigDecimal.ZERO), true, Optional.of(BigDecimal.ONE), false)))));
    fields.add(new FieldSchema("operator", "", new OptionalType(new TextType(List.of(new Constraint.Size(1, 20))))));
    fields.add(new FieldSchema("good", "", new ScalarType(Scalar.BOOLEAN, List.of())));
    fields.add(new FieldSchema("count", "", new ScalarType(Scalar.SHORT, List.of())));
    fields.add(new FieldSchema("raw", "", new BytesType(List.of())));
    fields.add(new FieldSchema("tags", "", new MapType(TEXT, List.of())));
    fields.add(new FieldSchema("names", "", new ListType(new TextType(List.of(new Constraint.NotBlank())), List.of())));
    fields.add(new FieldSchema("image", "", array(DType.UINT8, "28, 28")));
    fields.add(new FieldSchema("half", "", array(DType.FLOAT16, "")));
    fields.add(new FieldSchema("vector", "", array(DType.FLOAT64, "4")));
    fields.add(new FieldSchema("cloud", "", new RecordType(cloud)));
    return new RecordSchema("com.acme.Scan", "One scan of a part.", false, fields);
  }

  private static ArrayType array(DType dtype, String dims, Constraint... constraints) {
    return new ArrayType(Optional.of(dtype), ShapePattern.parse(dims), false, List.of(constraints));
  }

  @Test
  void writesTablesForPeople() {
    RecordSchema edge =
        new RecordSchema("com.acme.Edge", "", false, List.of(new FieldSchema("length", "", array(DType.FLOAT32, "?"))));
    RecordSchema part =
        new RecordSchema(
            "com.acme.Part",
            "A part with a name.",
            false,
            List.of(
                new FieldSchema("name", "What it is\ncalled, a|b.", new TextType(List.of(new Constraint.Size(1, 20)))),
                new FieldSchema(
                    "unit", "unit", "", new EnumType("com.acme.Unit", List.of("mm", "in")), Optional.of("\"mm\"")),
                new FieldSchema(
                    "points",
                    "",
                    new ArrayType(
                        Optional.of(DType.FLOAT32),
                        ShapePattern.parse("N, 3"),
                        true,
                        List.of(new Constraint.NoNanOrInfinity()))),
                new FieldSchema("edges", "", new ListType(new RecordType(edge), List.of(new Constraint.Size(2, 2)))),
                new FieldSchema(
                    "shape",
                    "",
                    new UnionType("com.acme.Shape", "kind", List.of(new UnionType.Variant("edge", edge))))));
    assertEquals(
        """
        ## Part

        A part with a name.

        | Field | Type | Shape | Rules | Default | Description |
        |---|---|---|---|---|---|
        | `name` | text |  | 1 to 20 characters |  | What it is called, a\\|b. |
        | `unit` | one of `mm`, `in` |  |  | `"mm"` |  |
        | `points` | float32 | (N, 3) | finite; differentiable |  |  |
        | `edges` | list of [Edge](#edge) |  | exactly 2 elements |  |  |
        | `shape` | [Shape](#shape) |  |  |  |  |

        ## Edge

        | Field | Type | Shape | Rules | Default | Description |
        |---|---|---|---|---|---|
        | `length` | float32 | (?) |  |  |  |

        ## Shape

        One of these records; the field `kind` says which.

        | `kind` | Record |
        |---|---|
        | `edge` | [Edge](#edge) |
        """,
        SchemaForm.MARKDOWN.of(part).text());
  }

  @Test
  void writesTheSchemaThatAParquetFileHas() throws IOException {
    Path file = folder.resolve("scan.parquet");
    Datasets.save(file, List.<Object[]>of(), SchemaCodec.of(scan()), DatasetOptions.DEFAULT);
    ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      assertEquals(
          reader.getFooter().getFileMetaData().getSchema().toString(), SchemaForm.PARQUET.of(scan()).text());
    }
  }

  @Test
  void saysWhatParquetHasNoWordsFor() {
    assertEquals(
        List.of(
            "offset: a text that is an OffsetDateTime",
            "unit: default \"mm\"",
            "unit: one of mm, in",
            "confidence: ≥ 0, < 1",
            "operator: 1 to 20 characters",
            "names[]: not blank",
            "cloud.points: finite",
            "cloud.points: the dimension N of the shape (N, 3)",
            "cloud.labels: the dimension N of the shape (N)"),
        SchemaForm.PARQUET.of(scan()).unsaid());
  }

  /// `pyarrow` 26 runs the expected file, and gives the schema that it reads from a Parquet file of the record.
  @Test
  void writesASchemaThatPyarrowMakes() throws IOException {
    assertEquals(resource("scan_arrow.py"), SchemaForm.ARROW.of(scan()).text());
  }

  /// `pyarrow` 26 runs the expected file.
  @Test
  void writesArraysOfManyShapesAndUnionsForArrowAlone() throws IOException {
    RecordSchema hole = new RecordSchema("Hole", "", false, List.of(new FieldSchema("radius", "", array(DType.FLOAT32, ""))));
    RecordSchema row =
        new RecordSchema(
            "Row",
            "",
            false,
            List.of(
                new FieldSchema("image", "", array(DType.UINT8, "H, W, 3")),
                new FieldSchema("grid", "", new OptionalType(array(DType.INT64, "?, ?"))),
                new FieldSchema("feature", "", new UnionType("F", "kind", List.of(new UnionType.Variant("hole", hole))))));
    assertEquals(resource("row_arrow.py"), SchemaForm.ARROW.of(row).text());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> SchemaForm.PARQUET.of(row));
    assertTrue(String.valueOf(refused.getMessage()).contains("\"image\""), refused::getMessage);
  }

  @Test
  void refusesWhatArrowHasNoTypeFor() {
    for (ArrayType type : List.of(array(DType.COMPLEX64, "3"), array(DType.BFLOAT16, "3"), array(DType.INT8, "..."))) {
      RecordSchema row = new RecordSchema("Row", "", false, List.of(new FieldSchema("x", "", type)));
      IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> SchemaForm.ARROW.of(row));
      assertTrue(String.valueOf(refused.getMessage()).contains("\"x\""), refused::getMessage);
    }
  }

  @Test
  void describesRowsWhereFilesHoldRows() {
    RecordSchema mesh =
        new RecordSchema(
            "Mesh", "", false, List.of(new FieldSchema("data", "", new SequenceType(array(DType.FLOAT32, "?, 3")))));
    assertTrue(SchemaForm.PARQUET.of(mesh).text().contains("required group data (LIST)"));
    assertTrue(SchemaForm.MARKDOWN.of(mesh).text().contains("| `data` | sequence of float32 | (?, 3) |"));
    assertEquals(mesh.toJson(), SchemaForm.DESCRIPTOR.of(mesh).text());
    assertEquals(mesh.toJsonSchema(), SchemaForm.JSON_SCHEMA.of(mesh).text());
  }

  @Test
  void knowsItsFormsByName() {
    assertEquals(SchemaForm.JSON_SCHEMA, SchemaForm.named("json-schema"));
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> SchemaForm.named("xml"));
    assertEquals(
        "expected one of the forms json-schema, markdown, arrow, parquet, descriptor, found \"xml\"",
        refused.getMessage());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SchemaFormTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
