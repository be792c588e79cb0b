package dev.sheaf.dataset;

import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/// A folder of meshes, `float32 (?, 3)`, one a file.
final class MeshFiles {
  /// `record Mesh(LazySequence<@Dims("?, 3") Float32Array> data)`.
  static final RecordSchema MESH = mesh("?, 3");

  /// Files of one test are older than any of the files it changes: a clock may stand still between two writes.
  private static final FileTime WRITTEN = FileTime.from(Instant.parse("2026-11-21T10:20:30Z"));

  private final Path folder;

  MeshFiles(Path folder) {
    this.folder = folder;
  }

  static RecordSchema mesh(String dims) {
    ArrayType array = new ArrayType(DType.FLOAT32, ShapePattern.parse(dims), false);
    return new RecordSchema(
        "com.acme.Mesh", "", false, List.of(new FieldSchema("data", "", new SequenceType(array))));
  }

  DatasetSource source() {
    return DatasetSource.of(folder, "*.json");
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /// A file with one mesh of `points` points, all of whose coordinates are `value`.
  MeshFiles write(String name, int points, float value) {
    String point = "[%s, %s, %s]".formatted(value, value, value);
    String buffer = String.join(", ", Collections.nCopies(points, point));
    return writeText(
        name,
        "{\"object_type\": \"array\", \"shape\": [%d, 3], \"dtype\": \"float32\", \"data\": {\"buffer\": [%s], \"encoding\": \"json\"}}"
            .formatted(points, buffer));
  }

  /// A file with one mesh of one point, whose coordinates are in another file.
  MeshFiles writeReference(String name, String binary, float value) {
    ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(value).putFloat(value).putFloat(value);
    writeBytes(binary, bytes.array());
    return writeText(
        name,
        "{\"object_type\": \"array\", \"shape\": [1, 3], \"dtype\": \"float32\", \"data\": {\"buffer\": \"%s:0\", \"encoding\": \"binref\"}}"
            .formatted(binary));
  }

  MeshFiles writeText(String name, String text) {
    return writeBytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private MeshFiles writeBytes(String name, byte[] bytes) {
    Path file = path(name);
    try {
      Files.createDirectories(folder);
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, WRITTEN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /// Makes a file look as if it had been written later.
  void touch(String name) {
    try {
      Files.setLastModifiedTime(path(name), FileTime.from(WRITTEN.toInstant().plusNanos(1_000_000)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
