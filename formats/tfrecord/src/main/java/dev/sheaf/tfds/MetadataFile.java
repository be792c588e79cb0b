package dev.sheaf.tfds;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.Confinement;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the small files beside the records, never from outside their folder.
final class MetadataFile {
  private static final ObjectReader JSON =
      new ObjectMapper()
          .reader()
          .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path path;
  private final Confinement confinement;
  private final FormatOptions options;

  MetadataFile(Path path, Confinement confinement, FormatOptions options) {
    this.path = path;
    this.confinement = confinement;
    this.options = options;
  }

  /// Whether it is there.
  boolean exists() {
    return Files.exists(path);
  }

  /// The name for messages.
  String name() {
    return path.toString();
  }

  byte[] bytes() {
    if (!exists()) {
      throw corrupt("a file that every prepared dataset has", "no such file");
    }
    try (InputFile file =
        confinement.open(path).orElseThrow(() -> corrupt("a file inside its folder", "a link that leads outside"))) {
      if (file.size() > options.maxRecordBytes()) {
        throw new UnsupportedFormatException(
            name(), 0, "at most %d bytes".formatted(options.maxRecordBytes()), file.size() + " bytes");
      }
      return file.slice(new ByteRange(0, file.size())).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /// The content as an object.
  JsonNode json() {
    byte[] bytes = bytes();
    try {
      JsonNode json = JSON.readTree(bytes);
      if (!json.isObject()) {
        throw corrupt("a JSON object", json.getNodeType().toString());
      }
      return json;
    } catch (JsonProcessingException e) {
      long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new CorruptDataException(name(), offset, "JSON", e.getOriginalMessage());
    } catch (IOException e) {
      // In memory there is no other reason than text that has no characters.
      throw corrupt("JSON", String.valueOf(e.getMessage()));
    }
  }

  CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(name(), 0, expected, found);
  }
}
