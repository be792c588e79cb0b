package dev.sheaf.tools.report;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.DatasetSource;
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
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.Time;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Datasets to make reports of.
///
/// @param schema the record that describes it
/// @param source its files
record ReportedData(RecordSchema schema, DatasetSource source) {
  private static final Path TESTDATA = Path.of(System.getProperty("sheaf.testdata"));

  /// The rows of each digit in five columns, a bit for a pixel: the glyphs of a matrix display.
  private static final int[][] GLYPHS = {
    {14, 17, 19, 21, 25, 17, 14}, {4, 12, 4, 4, 4, 4, 14}, {14, 17, 1, 2, 4, 8, 31}, {31, 2, 4, 2, 1, 17, 14},
    {2, 6, 10, 18, 31, 2, 2}, {31, 16, 30, 1, 1, 17, 14}, {6, 8, 16, 30, 17, 17, 14}, {31, 1, 2, 4, 8, 8, 8},
    {14, 17, 17, 14, 17, 17, 14}, {14, 17, 17, 15, 1, 2, 12}
  };

  /// The samples of tesseract-core: ten arrays of three or four points.
  static ReportedData tesseract() {
    FieldType points = new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), true);
    RecordSchema mesh =
        new RecordSchema(
            "com.acme.Mesh",
            "The sample inputs of tesseract-core.",
            false,
            List.of(new FieldSchema("data", "Points of a mesh, in metres.", new SequenceType(points))));
    return new ReportedData(mesh, DatasetSource.of(TESTDATA, "tesseract/sample_*.json"));
  }

  /// Records with a field of every kind.
  static ReportedData scans() {
    RecordSchema cloud =
        new RecordSchema(
            "com.acme.Cloud",
            "",
            false,
            List.of(
                field("points", new ArrayType(DType.FLOAT32, ShapePattern.parse("N, 3"), false)),
                field("labels", new ArrayType(DType.UINT8, ShapePattern.parse("N"), false))));
    FieldType place = new ArrayType(DType.FLOAT32, ShapePattern.parse("3"), false);
    RecordSchema hole =
        new RecordSchema(
            "com.acme.Hole", "", false, List.of(field("centre", place), field("radius", scalar(Scalar.DOUBLE))));
    RecordSchema edge =
        new RecordSchema(
            "com.acme.Edge",
            "",
            false,
            List.of(field("ends", new ArrayType(DType.FLOAT32, ShapePattern.parse("2, 3"), false))));
    FieldType feature =
        new UnionType(
            "com.acme.Feature",
            "kind",
            List.of(new UnionType.Variant("hole", hole), new UnionType.Variant("edge", edge)));
    Constraint share =
        new Constraint.Range(Optional.of(BigDecimal.ZERO), true, Optional.of(BigDecimal.ONE), true);
    RecordSchema scan =
        new RecordSchema(
            "com.acme.Scan",
            "A part as a scanner saw it.",
            false,
            List.of(
                field("part", new TextType(List.of(new Constraint.NotBlank()))),
                field("taken", new TimeType(Time.INSTANT)),
                new FieldSchema(
                    "unit", "unit", "", new EnumType("com.acme.Unit", List.of("mm", "in")), Optional.of("\"mm\"")),
                field("confidence", new ScalarType(Scalar.DOUBLE, List.of(share))),
                field("operator", new OptionalType(new TextType(List.of()))),
                new FieldSchema(
                    "tags", "tags", "", new MapType(new TextType(List.of()), List.of()), Optional.of("{}")),
                field("cloud", new RecordType(cloud)),
                field("features", new ListType(feature, List.of()))));
    return new ReportedData(scan, DatasetSource.of(TESTDATA, "scans.jsonl"));
  }

  /// Pictures of digits, with what models are trained on beside them, written to `folder` as ArrayRecord.
  static ReportedData digits(Path folder) {
    RecordSchema digit =
        new RecordSchema(
            "com.acme.Digit",
            "Digits of a matrix display, with noise.",
            false,
            List.of(
                new FieldSchema(
                    "image", "Grey, 0 is black.", new ArrayType(DType.UINT8, ShapePattern.parse("28, 28, 1"), false)),
                new FieldSchema(
                    "colour",
                    "The same, in colour, channels first.",
                    new ArrayType(DType.FLOAT32, ShapePattern.parse("3, 28, 28"), true)),
                new FieldSchema("thumbnail", "A picture file.", new BytesType(List.of())),
                new FieldSchema("label", "Which digit it is.", scalar(Scalar.INT)),
                new FieldSchema(
                    "strokes",
                    "Where the pen was.",
                    new ArrayType(DType.FLOAT32, ShapePattern.parse("T, 2"), false)),
                new FieldSchema(
                    "signal", "As it was heard.", new ArrayType(DType.FLOAT32, ShapePattern.parse("T"), false)),
                new FieldSchema("weight", "From very small to very large.", scalar(Scalar.FLOAT)),
                new FieldSchema("writer", "", new OptionalType(new TextType(List.of()))),
                new FieldSchema("checked", "", scalar(Scalar.BOOLEAN))));
    List<Object[]> rows = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      rows.add(digit((i + i / 20) % 10, i, random));
    }
    Datasets.save(
        folder.resolve("digits.array_record"),
        rows,
        SchemaCodec.of(digit),
        DatasetOptions.DEFAULT.withEncoding("example"));
    return new ReportedData(digit, DatasetSource.of(folder, "digits.array_record"));
  }

  private static Object[] digit(int label, int position, Random random) {
    byte[] grey = new byte[28 * 28];
    float[] colour = new float[3 * 28 * 28];
    int left = 2 + random.nextInt(4);
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        int column = (x - left) / 4;
        int row = y / 4;
        boolean ink = x >= left && column < 5 && (GLYPHS[label][row] >> (4 - column) & 1) == 1;
        int tone = Math.clamp((ink ? 200 : 12) + (int) (24 * random.nextGaussian()), 0, 255);
        grey[y * 28 + x] = (byte) tone;
        for (int channel = 0; channel < 3; channel++) {
          colour[(channel * 28 + y) * 28 + x] = tone / 255f * (channel == label % 3 ? 1f : 0.35f);
        }
      }
    }
    if (position == 25) {
      colour[400] = Float.NaN;
      colour[401] = Float.POSITIVE_INFINITY;
    }
    int steps = 20 + (int) Math.min(400, Math.abs(60 * random.nextGaussian()));
    float[] strokes = new float[2 * steps];
    float[] signal = new float[steps];
    for (int step = 0; step < steps; step++) {
      strokes[2 * step] = (float) (Math.cos(step / 6.0) * (1 + step / 100.0));
      strokes[2 * step + 1] = (float) (Math.sin(step / 6.0) * (1 + step / 100.0));
      signal[step] = (float) (Math.sin(step / 5.0) + 0.15 * random.nextGaussian());
    }
    return new Object[] {
      UInt8Array.ofBits(Shape.of(28, 28, 1), grey),
      Float32Array.of(Shape.of(3, 28, 28), colour),
      Png.write(28, 28, 1, grey),
      label,
      Float32Array.of(Shape.of(steps, 2), strokes),
      Float32Array.of(Shape.of(steps), signal),
      (float) Math.exp(6 * random.nextGaussian()),
      position % 7 == 0 ? Optional.empty() : Optional.of("writer " + random.nextInt(9)),
      position % 3 == 0
    };
  }

  /// What nobody should have in their data: half the rows are wrong, and names are made to break a page.
  static ReportedData broken(Path folder) throws IOException {
    String name = "</script><img src=x onerror=alert(1)>";
    RecordSchema row =
        new RecordSchema(
            "com.acme.Broken",
            "\"quoted\" & <b>bold</b>",
            false,
            List.of(
                new FieldSchema(
                    name, "name", "A name \u202Ethat turns\u202C around", new TextType(List.of()), Optional.empty()),
                field("points", new ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false)),
                field("score", scalar(Scalar.DOUBLE))));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String text = i % 5 == 0 ? "\\u0000\\u001b[31m" : "<svg onload=alert(%d)>'\\\"&amp;\\u202E".formatted(i);
      String key = name.replace("\"", "\\\"");
      lines.add(
          switch (i % 4) {
            case 0 -> "{\"%s\": \"%s\", \"points\": [[1, 2, %d]], \"score\": %d}".formatted(key, text, i, i);
            case 1 -> "{\"%s\": \"%s\", \"points\": [[1, 2]], \"score\": 1}".formatted(key, text);
            case 2 -> "{\"%s\": \"%s\", \"points\": [[1, 2, NaN]], \"score\": \"much\"}".formatted(key, text);
            default ->
                "{\"%s\": \"%s\", \"points\": [[1, 2, NaN], [-Infinity, 0, %d]], \"score\": 1e%d}"
                    .formatted(key, text, i, i);
          });
    }
    Path data = folder.resolve("\u202Ea '\"><script>alert(1)</script>");
    Files.createDirectories(data);
    Files.write(data.resolve("rows.jsonl"), lines);
    Files.writeString(folder.resolve("torn.json"), "{\"points\": [[1, 2");
    return new ReportedData(row, DatasetSource.of(folder, "**/rows.jsonl", "torn.json"));
  }

  private static FieldSchema field(String name, FieldType type) {
    return new FieldSchema(name, "", type);
  }

  private static ScalarType scalar(Scalar scalar) {
    return new ScalarType(scalar, List.of());
  }

  /// Writes the report.
  Path write(Path file, ReportOptions options) {
    return DatasetReport.write(schema, source, file, options).file();
  }
}
