package dev.sheaf.bench;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.FieldWriter;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.SchemaCodec;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The JSON payloads of `peers/json_arrays.py`, byte for byte, and how Sheaf reads them.
///
/// @param folder where they lie
/// @param rows how many rows of three the one array has
/// @param files how many files the sequence has
/// @param fileRows how many rows each of them has
record JsonPayloads(Path folder, int rows, int files, int fileRows) {
  static final String TEXT = "array.json";
  static final String BASE64 = "array.base64.json";
  static final String SEQUENCE = "sequence.json";

  /// The same sequence, read by two threads.
  static final String TWO_THREADS = "sequence.json, two threads";

  private static final long SEQUENCE_START = 1_000_000_000L;
  private static final FieldType ROWS_OF_THREE =
      new FieldType.ArrayType(DType.FLOAT32, ShapePattern.parse("?, 3"), false);

  /// The sizes that the peers measure.
  static JsonPayloads ofPeers(Path folder) {
    return new JsonPayloads(folder, 680_000, 2_000, 1_000);
  }

  /// Writes what is not there yet.
  void make() throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve(TEXT), () -> record(asText(array(), rows)));
    write(folder.resolve(BASE64), () -> record(asBase64(array(), rows)));
    write(folder.resolve(SEQUENCE), () -> "{\"inputs\":{\"data\":\"@sequence/*.json\"}}");
    Path sequence = Files.createDirectories(folder.resolve("sequence"));
    for (int i = 0; i < files; i++) {
      int index = i;
      write(sequence.resolve("%05d.json".formatted(i)), () -> asText(element(index), fileRows));
    }
  }

  private interface Text {
    String make();
  }

  private static void write(Path file, Text text) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    Path part = Path.of(file + ".part");
    Files.writeString(part, text.make(), StandardCharsets.US_ASCII);
    Files.move(part, file);
  }

  /// The values of the one array.
  float[] array() {
    return Numbers.from(0, rows * 3);
  }

  /// The values of an element of the sequence.
  float[] element(int index) {
    return Numbers.from(SEQUENCE_START + (long) index * fileRows * 3, fileRows * 3);
  }

  private static String record(String array) {
    return "{\"inputs\":{\"data\":" + array + "}}";
  }

  private static String asText(float[] values, int rows) {
    StringBuilder buffer = new StringBuilder(values.length * 20).append('[');
    for (int row = 0; row < rows; row++) {
      buffer.append(row == 0 ? "[" : ",[");
      for (int i = 0; i < 3; i++) {
        buffer.append(i == 0 ? "" : ",").append(Numbers.spelled(values[row * 3 + i]));
      }
      buffer.append(']');
    }
    return array(rows, buffer.append(']').toString(), "json");
  }

  private static String asBase64(float[] values, int rows) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return array(rows, '"' + Base64.getEncoder().encodeToString(bytes.array()) + '"', "base64");
  }

  private static String array(int rows, String buffer, String encoding) {
    String data = "{\"buffer\":%s,\"encoding\":\"%s\"}".formatted(buffer, encoding);
    return "{\"object_type\":\"array\",\"shape\":[%d,3],\"dtype\":\"float32\",\"data\":%s}".formatted(rows, data);
  }

  /// Reads the one array from [#TEXT] or [#BASE64].
  Float32Array readArray(String name) {
    RecordCodec<Object[]> codec =
        SchemaCodec.of(new RecordSchema("Points", "", false, List.of(new FieldSchema("data", "", ROWS_OF_THREE))));
    return (Float32Array) Payload.load(folder.resolve(name), codec, DecodeOptions.DEFAULT)[0];
  }

  /// Opens the sequence; its elements are read when they are asked for.
  LazySequence<Float32Array> openSequence() {
    return Payload.load(folder.resolve(SEQUENCE), new SequenceCodec(), DecodeOptions.DEFAULT);
  }

  /// Fails unless these are the values of the one array, bit for bit.
  void check(Float32Array array) {
    demandEqual(Float32Array.of(Shape.of(rows, 3), array()), array, "the array");
  }

  /// Fails unless these are the values of that element, bit for bit.
  void check(Float32Array array, int index) {
    demandEqual(Float32Array.of(Shape.of(fileRows, 3), element(index)), array, "element " + index);
  }

  private static void demandEqual(Float32Array expected, Float32Array found, String what) {
    if (!expected.equals(found)) {
      throw new IllegalStateException(what + " is wrong: expected " + expected + ", found " + found);
    }
  }

  /// How many bytes of text there are in [#TEXT] or [#BASE64].
  long bytes(String name) throws IOException {
    return Files.size(folder.resolve(name));
  }

  /// How many bytes of text there are in all files of the sequence.
  long sequenceBytes() throws IOException {
    long bytes = 0;
    for (int i = 0; i < files; i++) {
      bytes += bytes("sequence/%05d.json".formatted(i));
    }
    return bytes;
  }

  /// Reads the one array and checks it: the seconds of the reading.
  double timeArray(String name) {
    long start = System.nanoTime();
    Float32Array array = readArray(name);
    double seconds = (System.nanoTime() - start) / 1e9;
    check(array);
    return seconds;
  }

  /// Reads every element of the sequence and checks it: the seconds of the reading.
  double timeSequence() {
    long nanos = -System.nanoTime();
    LazySequence<Float32Array> sequence = openSequence();
    if (sequence.size() != files) {
      throw new IllegalStateException("expected " + files + " elements, found " + sequence.size());
    }
    nanos += System.nanoTime();
    for (int i = 0; i < files; i++) {
      long start = System.nanoTime();
      Float32Array array = sequence.get(i);
      nanos += System.nanoTime() - start;
      check(array, i);
    }
    return nanos / 1e9;
  }

  /// Reads the elements of the sequence with so many threads, each taking the next one that nobody has; then checks
  /// them: the seconds of the reading.
  double timeSequenceInParallel(int threads) {
    Float32Array[] arrays = new Float32Array[files];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    LazySequence<Float32Array> sequence = openSequence();
    Runnable reading =
        () -> {
          for (int i = next.getAndIncrement(); i < files; i = next.getAndIncrement()) {
            arrays[i] = sequence.get(i);
          }
        };
    // Closing waits for all.
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        workers.execute(reading);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    for (int i = 0; i < files; i++) {
      check(arrays[i], i);
    }
    return seconds;
  }

  /// What the processor would write for `record Points(LazySequence<@Dims("?, 3") Float32Array> data)`.
  private static final class SequenceCodec implements RecordCodec<LazySequence<Float32Array>> {
    private final RecordSchema schema =
        new RecordSchema(
            "Points", "", false, List.of(new FieldSchema("data", "", new FieldType.SequenceType(ROWS_OF_THREE))));

    @Override
    public RecordSchema schema() {
      return schema;
    }

    @Override
    public LazySequence<Float32Array> read(FieldReader fields) {
      LazySequence<Float32Array> data = LazySequence.of(List.of());
      while (fields.next() >= 0) {
        data = fields.value().sequence(value -> value.array(Float32Array.class));
      }
      return data;
    }

    @Override
    public void write(LazySequence<Float32Array> data, FieldWriter fields) {
      fields.field(0).sequence(data, (array, at) -> at.array(array));
      fields.end();
    }
  }
}
