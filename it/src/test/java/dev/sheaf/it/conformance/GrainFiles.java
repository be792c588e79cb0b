package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.codec.RawEncoding;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import dev.sheaf.parquet.ParquetFormat;
import dev.sheaf.parquet.ParquetReader;
import dev.sheaf.pipeline.IndexedPipeline;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.RecordType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The Parquet and TFRecord files of Grain's cases as datasets; their rows as the cases write them, in JSON.
final class GrainFiles implements AutoCloseable {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// A record is bytes.
  private static final RecordSchema BYTES =
      new RecordSchema(
          "Record",
          "",
          true,
          List.of(new FieldSchema("bytes", "", new ArrayType(DType.UINT8, ShapePattern.parse("?"), false))));

  /// So many files take turns at most.
  private static final int TURNS = 16;

  private final List<Dataset<?>> opened = new ArrayList<>();

  /// The records of a TFRecord file.
  Pipeline<Object> records(String file) {
    return records(GrainRecords.path(file)).items();
  }

  /// The rows of Parquet files, one of each in turn.
  Pipeline<Object> rows(JsonNode files) {
    List<Pipeline<Object>> all =
        files.valueStream().map(file -> rows(GrainRecords.path(file.textValue())).items()).toList();
    return all.size() == 1 ? all.getFirst() : Pipeline.interleave(all, TURNS);
  }

  private IndexedPipeline<Object> records(Path file) {
    return over(file, BYTES, DatasetOptions.DEFAULT.withFormat("tfrecord").withEncoding(new RawEncoding()))
        .map(row -> GrainValues.shown(((UInt8Array) row[0]).segment()));
  }

  private IndexedPipeline<Object> rows(Path file) {
    RecordSchema schema;
    try (ParquetReader reader = new ParquetFormat().open(file, InputFile.open(file), FormatOptions.DEFAULT)) {
      schema = reader.schema();
    }
    return over(file, schema, DatasetOptions.DEFAULT.withFormat("parquet")).map(row -> object(schema, row));
  }

  private IndexedPipeline<Object[]> over(Path file, RecordSchema schema, DatasetOptions options) {
    Dataset<Object[]> dataset = Datasets.open(file, SchemaCodec.of(schema), options);
    opened.add(dataset);
    return Pipeline.over(dataset);
  }

  private static ObjectNode object(RecordSchema schema, Object[] row) {
    ObjectNode object = NODES.objectNode();
    for (int field = 0; field < row.length; field++) {
      FieldSchema there = schema.fields().get(field);
      object.set(there.name(), json(there.type(), row[field]));
    }
    return object;
  }

  private static JsonNode json(FieldType type, Object value) {
    return switch (value) {
      case Optional<?> optional when type instanceof OptionalType(FieldType of) ->
          optional.map(inner -> json(of, inner)).orElse(NODES.nullNode());
      case Object[] row when type instanceof RecordType(RecordSchema record) -> object(record, row);
      case List<?> list when type instanceof ListType(FieldType element, _) -> {
        ArrayNode array = NODES.arrayNode();
        list.forEach(each -> array.add(json(element, each)));
        yield array;
      }
      case NdArray array when array.shape().rank() == 0 -> ParquetValues.element(array);
      case NdArray array -> {
        ArrayNode elements = NODES.arrayNode();
        for (long i = 0; i < array.shape().dim(0); i++) {
          elements.add(json(type, array.at(i)));
        }
        yield elements;
      }
      case Boolean truth -> NODES.booleanNode(truth);
      case Float number -> floating(number);
      case Double number -> floating(number);
      case Number number -> NODES.numberNode(number.longValue());
      case String text -> NODES.textNode(text);
      case byte[] bytes -> GrainValues.shown(MemorySegment.ofArray(bytes));
      default -> throw new AssertionError("expected a value that the cases know, found " + value);
    };
  }

  private static JsonNode floating(double number) {
    if (Double.isFinite(number)) {
      return NODES.numberNode(number);
    }
    return NODES.objectNode().put("$float", Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
  }

  @Override
  public void close() {
    opened.forEach(Dataset::close);
  }
}
