package dev.sheaf.tfds;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordWriter;
import dev.sheaf.format.TableReader;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.tfrecord.TfRecordFormat;
import dev.sheaf.tfrecord.example.ExampleWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// A small dataset of one split, made for a test.
///
/// @param folder where it lies
record MadeUp(Path folder) {
  /// @param feature the JSON of the feature `x`
  static MadeUp of(Path folder, String feature, ExampleWriter... records) {
    return withFeatures(folder, "\"x\": " + feature, records);
  }

  /// @param features the JSON of all features
  static MadeUp withFeatures(Path folder, String features, ExampleWriter... records) {
    MadeUp made = new MadeUp(folder);
    made.text(
        "dataset_info.json",
        """
        {"name": "d", "version": "1.0.0", "splits": [{"name": "train", "shardLengths": ["%d"]}]}
        """
            .formatted(records.length));
    made.text("features.json", "{\"featuresDict\": {\"features\": {%s}}}".formatted(features));
    Path file = folder.resolve("d-train.tfrecord-00000-of-00001");
    try (RecordWriter writer = new TfRecordFormat().create(file, FormatOptions.DEFAULT)) {
      Stream.of(records).forEach(record -> writer.write(MemorySegment.ofArray(record.toBytes())));
      writer.commit();
    }
    return made;
  }

  void text(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TableReader open() {
    return open(FormatOptions.DEFAULT);
  }

  TableReader open(FormatOptions options) {
    TfdsFolder dataset = TfdsFolder.open(folder, options);
    return dataset.rows(dataset.instructions("train"));
  }

  /// The value of `x` in the first record, which is there.
  Object value() {
    return value(FormatOptions.DEFAULT);
  }

  Object value(FormatOptions options) {
    return Objects.requireNonNull(valueOrNull(options));
  }

  @Nullable Object valueOrNull(FormatOptions options) {
    try (TableReader rows = open(options)) {
      return rows.row(0, fields(rows)).get("x");
    }
  }

  static Set<String> fields(TableReader rows) {
    return rows.schema().fields().stream().map(FieldSchema::name).collect(Collectors.toSet());
  }

  static String tensor(String dtype, String dimensions) {
    return tensor(dtype, dimensions, "none");
  }

  static String tensor(String dtype, String dimensions, String encoding) {
    return """
        {"pythonClassName": "a.b.Tensor", "tensor":
          {"dtype": "%s", "encoding": "%s", "shape": {"dimensions": [%s]}}}
        """
        .formatted(dtype, encoding, dimensions);
  }

  static String sequence(String feature) {
    return sequence(feature, -1);
  }

  static String sequence(String feature, int length) {
    return """
        {"pythonClassName": "a.b.Sequence", "sequence": {"feature": %s, "length": "%d"}}
        """
        .formatted(feature, length);
  }

  static String dict(Map<String, String> features) {
    return features.entrySet().stream()
        .map(entry -> "\"%s\": %s".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", "{\"featuresDict\": {\"features\": {", "}}}"));
  }

  static String image(String dtype, String dimensions) {
    return """
        {"pythonClassName": "a.b.Image", "image": {"dtype": "%s", "shape": {"dimensions": [%s]}}}
        """
        .formatted(dtype, dimensions);
  }

  static String label(int classes) {
    return "{\"pythonClassName\": \"a.b.ClassLabel\", \"classLabel\": {\"numClasses\": \"%d\"}}".formatted(classes);
  }

  static String text() {
    return "{\"pythonClassName\": \"a.b.Text\", \"text\": {}}";
  }

  /// A picture as the bytes of its file.
  static byte[] picture(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no picture of this kind can be written in " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
