package dev.sheaf.format.npy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.Confinement;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The small file beside a raw blob that says what its bytes are.
///
/// @param path where it lies
record ShapeFile(Path path) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String ENDING = ".shape.json";
  private static final List<String> ENDINGS = List.of(ENDING, ".shape");
  private static final long MAX_BYTES = 1 << 16;
  private static final Set<String> NAMES = Set.of("dtype", "shape", "offset", "order", "byteorder", "field");

  /// The one that is written with `blob`.
  static ShapeFile of(Path blob) {
    return new ShapeFile(blob.resolveSibling(blob.getFileName() + ENDING));
  }

  /// The one that is there, if any.
  static Optional<ShapeFile> beside(Path blob) {
    Path last = blob.getFileName();
    if (last == null) {
      return Optional.empty();
    }
    String name = last.toString();
    int dot = name.lastIndexOf('.');
    List<String> names = dot > 0 ? List.of(name, name.substring(0, dot)) : List.of(name);
    Stream<String> candidates = ENDINGS.stream().flatMap(ending -> names.stream().map(each -> each + ending));
    return candidates.map(blob::resolveSibling).filter(Files::isRegularFile).findFirst().map(ShapeFile::new);
  }

  /// Takes over what it says.
  ///
  /// @throws CorruptDataException if it is no such description, or lies outside the folder
  void readInto(RawLayout.Builder said, FormatOptions options) {
    String text = text(options).strip();
    if (!text.startsWith("{")) {
      said.set("shape", checked("shape", text));
      return;
    }
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw corrupt("a JSON object", e.getOriginalMessage());
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      String name = entry.getKey();
      if (!NAMES.contains(name)) {
        throw corrupt("the names " + String.join(", ", NAMES.stream().sorted().toList()), "\"%s\"".formatted(name));
      }
      JsonNode value = entry.getValue();
      said.set(name, checked(name, value.isTextual() ? value.textValue() : value.toString()));
    }
  }

  /// What is wrong in the file is not the caller's fault.
  private String checked(String name, String value) {
    RawLayout.Builder alone = new RawLayout.Builder();
    alone.set("dtype", "uint8");
    alone.set(name, value);
    try {
      alone.build();
    } catch (IllegalArgumentException e) {
      throw corrupt("a description of raw elements", String.valueOf(e.getMessage()));
    }
    return value;
  }

  private String text(FormatOptions options) {
    try (InputFile file =
        new Confinement(path.toAbsolutePath().resolveSibling("."), options.outsideAllowed())
            .open(path)
            .orElseThrow(() -> corrupt("a file in the folder of the blob", "a link that leads out of it"))) {
      if (file.size() > MAX_BYTES) {
        throw new UnsupportedFormatException(
            path.toString(), 0, "a description of at most %d bytes".formatted(MAX_BYTES), file.size() + " bytes");
      }
      byte[] bytes = new byte[(int) file.size()];
      file.read(0, MemorySegment.ofArray(bytes));
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private CorruptDataException corrupt(String expected, String found) {
    return new CorruptDataException(path.toString(), 0, expected, found);
  }

  /// What is written: the same for the same array.
  static byte[] json(ElementLayout layout, String field) {
    StringBuilder shape = new StringBuilder();
    LongStream.of(layout.shape().toArray()).forEach(dim -> shape.append(shape.isEmpty() ? "" : ", ").append(dim));
    String text =
        """
        {
          "dtype": "%s",
          "shape": [%s],
          "offset": 0,
          "order": "C",
          "byteorder": "%s",
          "field": %s
        }
        """
            .formatted(
                layout.dtype(),
                shape,
                layout.order().equals(ByteOrder.BIG_ENDIAN) ? "big" : "little",
                TextNode.valueOf(field));
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
