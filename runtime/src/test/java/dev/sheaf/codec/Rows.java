package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Schemas of one array, and arrays read by them from texts.
final class Rows {
  private Rows() {}

  static RecordSchema bare(DType dtype, String dims) {
    return new RecordSchema("Row", "", true, List.of(field("data", dtype, dims)));
  }

  static RecordSchema of(FieldSchema... fields) {
    return new RecordSchema("Row", "", false, List.of(fields));
  }

  static FieldSchema field(String name, DType dtype, String dims) {
    return new FieldSchema(name, "", new ArrayType(dtype, ShapePattern.parse(dims), false));
  }

  static NdArray float32(String json) {
    return read(json.getBytes(StandardCharsets.UTF_8), bare(DType.FLOAT32, "..."), JsonReader.CHUNK_BYTES)[0];
  }

  static NdArray[] read(byte[] json, RecordSchema schema, int chunkBytes) {
    return read(json, schema, chunkBytes, DecodeOptions.DEFAULT);
  }

  static NdArray[] read(byte[] json, RecordSchema schema, int chunkBytes, DecodeOptions options) {
    try (InputFile file = InputFile.of("row.json", MemorySegment.ofArray(json))) {
      JsonReader in = new JsonReader(file, options.limits(), chunkBytes);
      Object[] values = SchemaCodec.of(schema).read(in, new DecodeContext(Path.of(""), options, _ -> {}));
      in.end();
      return Arrays.copyOf(values, values.length, NdArray[].class);
    }
  }
}
