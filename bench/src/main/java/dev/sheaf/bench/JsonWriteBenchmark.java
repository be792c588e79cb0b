package dev.sheaf.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One `float32 (rows, 3)` payload as JSON text into a stream that keeps nothing: the time of one whole write, ours and
/// Jackson's streaming generator's.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonWriteBenchmark {
  @Param("680000")
  int rows = 1;

  /// Values in [-1, 1) with all bits of a float, or with two decimals.
  @Param({"full", "short"})
  String digits = "full";

  private static final RecordCodec<Object[]> CODEC =
      SchemaCodec.of(
          new RecordSchema(
              "Points",
              "",
              false,
              List.of(
                  new FieldSchema(
                      "data", "", new FieldType.ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false)))));

  private final JsonFactory plain = new JsonFactory();
  private final JsonFactory fast =
      new JsonFactoryBuilder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private float[] values = {};
  private Object[] record = {};

  /// Makes the values, and compares what is read back from each side's text with them, bit for bit.
  @Setup
  public void prepare() {
    values = Numbers.from(0, rows * 3);
    if (digits.equals("short")) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.round(values[i] * 10_000) / 100f;
      }
    }
    record = new Object[] {Float32Array.of(Shape.of(rows, 3), values)};
    demandReadBack("ours", this::writeOurs);
    demandReadBack("Jackson", target -> writeJackson(plain, target));
    demandReadBack("Jackson, fast", target -> writeJackson(fast, target));
  }

  private interface Side {
    void write(OutputStream target);
  }

  private void demandReadBack(String name, Side side) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    side.write(text);
    Object read = Payload.parse(text.toByteArray(), Path.of(""), CODEC, DecodeOptions.DEFAULT)[0];
    if (!read.equals(record[0])) {
      throw new IllegalStateException("%s wrote other values (%d bytes of text)".formatted(name, text.size()));
    }
    System.out.printf("# %s: %,d bytes of text%n", name, text.size());
  }

  /// Our writer.
  @Benchmark
  public void ours() {
    writeOurs(OutputStream.nullOutputStream());
  }

  /// Jackson's generator with its fast writer of numbers.
  @Benchmark
  public void jacksonFast() {
    writeJackson(fast, OutputStream.nullOutputStream());
  }

  /// Jackson's generator as it is.
  @Benchmark
  public void jackson() {
    writeJackson(plain, OutputStream.nullOutputStream());
  }

  private void writeOurs(OutputStream target) {
    Payload.write(target, record, CODEC, EncodeOptions.DEFAULT);
  }

  private void writeJackson(JsonFactory factory, OutputStream target) {
    try (JsonGenerator out = factory.createGenerator(target)) {
      out.writeStartObject();
      out.writeObjectFieldStart("inputs");
      out.writeObjectFieldStart("data");
      out.writeStringField("object_type", "array");
      out.writeFieldName("shape");
      out.writeArray(new int[] {rows, 3}, 0, 2);
      out.writeStringField("dtype", "float32");
      out.writeObjectFieldStart("data");
      out.writeArrayFieldStart("buffer");
      for (int row = 0; row < rows; row++) {
        out.writeStartArray();
        for (int i = 0; i < 3; i++) {
          out.writeNumber(values[3 * row + i]);
        }
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeStringField("encoding", "json");
      out.writeEndObject();
      out.writeEndObject();
      out.writeEndObject();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
