package dev.sheaf.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// The small JSON files that describe a folder of tables: read into records, strictly; written with a fixed layout.
final class MetadataJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // Types by their wire names.
          .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
          .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
          .build();

  /// A description is small; what is longer was not written by us, and is not read into memory.
  private static final int MAX_BYTES = 1 << 28;

  private MetadataJson() {}

  /// The text of a description: its format and version, then the components of the record. Same record, same bytes.
  static byte[] write(String format, int version, Record description) {
    ObjectNode root = MAPPER.createObjectNode().put("format", format).put("version", version);
    root.setAll((ObjectNode) MAPPER.valueToTree(description));
    var indent = new DefaultIndenter("  ", "\n");
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(indent);
    printer.indentObjectsWith(indent);
    try {
      String text = MAPPER.writer(printer).writeValueAsString(root) + "\n";
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of plain nodes can always be written", e);
    }
  }

  /// Reads a description.
  ///
  /// @throws CorruptDataException if the file is damaged or describes something else
  /// @throws UnsupportedFormatException if another version wrote it
  /// @throws StorageException if it is not there or cannot be read
  static <T extends Record> T read(Path file, String format, int version, Class<T> type) {
    try {
      JsonNode node = MAPPER.readTree(bytes(file));
      if (!(node instanceof ObjectNode root) || !root.path("format").asText().equals(format)) {
        throw new CorruptDataException(file.toString(), 0, "\"format\": \"%s\"".formatted(format), "another format");
      }
      int found = root.path("version").asInt();
      if (found != version) {
        throw new UnsupportedFormatException(file.toString(), 0, "version " + version, "version " + found);
      }
      root.remove("format");
      root.remove("version");
      return MAPPER.treeToValue(root, type);
    } catch (JsonProcessingException e) {
      long offset = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw new CorruptDataException(file.toString(), offset, "a description of " + format, e.getOriginalMessage());
    } catch (IOException e) {
      throw new StorageException("cannot read", file.toString(), e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    // Through the storage door, so that a missing file is named as everywhere else.
    try (InputFile input = InputFile.openPositional(file)) {
      if (input.size() > MAX_BYTES) {
        throw new CorruptDataException(
            file.toString(), 0, "a description of at most %d bytes".formatted(MAX_BYTES), input.size() + " bytes");
      }
      byte[] bytes = new byte[(int) input.size()];
      input.read(0, MemorySegment.ofArray(bytes));
      return bytes;
    }
  }

  /// The tables that a description needs: none if it is not there or damaged.
  static Set<String> tablesNamed(Path file) {
    if (!Files.exists(file)) {
      return Set.of();
    }
    try {
      return Set.copyOf(MAPPER.readTree(bytes(file)).findValuesAsText("file"));
    } catch (JsonProcessingException | CorruptDataException _) {
      // A damaged description cannot be opened either; what it named is of no use.
      return Set.of();
    } catch (IOException e) {
      throw new StorageException("cannot read", file.toString(), e);
    }
  }
}
