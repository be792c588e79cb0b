package dev.sheaf.tfds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.schema.DType;
import dev.sheaf.tfds.FeatureTree.Dict;
import dev.sheaf.tfds.FeatureTree.Form;
import dev.sheaf.tfds.FeatureTree.Leaf;
import dev.sheaf.tfds.FeatureTree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `features.json`, in the form of the protobuf message and in the one before it.
final class FeaturesReader {
  static final String FILE = "features.json";

  private static final int MAX_DEPTH = 64;
  private static final int MAX_AXES = 32;

  /// So many of any type are still bytes that a long counts.
  private static final long MAX_ELEMENTS = 1L << 56;

  private static final List<Long> ANY_IMAGE = List.of(-1L, -1L, 3L);

  /// What a node of the newer form says its content by; of the older one, the classes say it.
  private static final Map<String, Set<String>> PAYLOADS =
      Map.of(
          "featuresDict", Set.of("FeaturesDict"),
          "sequence", Set.of("Sequence", "Dataset"),
          "tensor", Set.of("Tensor", "Scalar", "Optional"),
          "classLabel", Set.of("ClassLabel"),
          "text", Set.of("Text"),
          "image", Set.of("Image", "LabeledImage"),
          "video", Set.of("Video"),
          "audio", Set.of("Audio"),
          "boundingBox", Set.of("BBoxFeature"),
          "translation", Set.of("Translation", "TranslationVariableLanguages"));

  private final MetadataFile file;

  FeaturesReader(MetadataFile file) {
    this.file = file;
  }

  /// The features of a record, by name.
  Dict read() {
    if (read(file.json(), 0) instanceof Dict dict) {
      return dict;
    }
    throw file.corrupt("features by name", "another feature");
  }

  private FeatureTree read(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new UnsupportedFormatException(
          file.name(), 0, "features at most %d deep".formatted(MAX_DEPTH), "deeper ones");
    }
    if (node.has("type") && node.has("content")) {
      return readOlder(node, depth);
    }
    String kind = simpleName(InfoReader.member(node, "pythonClassName").asText());
    List<String> payloads =
        PAYLOADS.keySet().stream().filter(each -> InfoReader.member(node, each).isObject()).sorted().toList();
    if (payloads.size() > 1) {
      throw file.corrupt("a feature of one kind", payloads.toString());
    }
    if (payloads.isEmpty()) {
      throw new UnsupportedFormatException(
          file.name(),
          0,
          "a feature of one of the kinds " + PAYLOADS.keySet().stream().sorted().toList(),
          "the feature %s".formatted(kind.isEmpty() ? node.getNodeType().toString() : kind));
    }
    return read(payloads.getFirst(), kind, InfoReader.member(node, payloads.getFirst()), depth);
  }

  private FeatureTree readOlder(JsonNode node, int depth) {
    String kind = simpleName(node.get("type").asText());
    String payload =
        PAYLOADS.entrySet().stream()
            .filter(entry -> entry.getValue().contains(kind))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new UnsupportedFormatException(
                        file.name(), 0, "a feature of a known class", "the feature \"%s\"".formatted(kind)));
    return read(payload, kind, node.get("content"), depth);
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  private FeatureTree read(String payload, String kind, JsonNode content, int depth) {
    return switch (payload) {
      case "featuresDict" -> dict(content, depth);
      case "sequence" -> new Sequence(read(content.path("feature"), depth + 1), length(content.path("length")));
      case "tensor" -> tensor(kind, content, encoding(content), false);
      case "boundingBox" -> boundingBox(kind, content);
      case "classLabel" ->
          new Leaf(
              kind, Form.NUMBERS, Optional.of(DType.INT64), List.of(), classes(content), isOptional(content));
      case "text" -> text(kind);
      case "image" -> image(kind, content, shape(content));
      case "video" -> video(content);
      case "audio" -> tensor(kind, content, encoding(content), InfoReader.member(content, "lazyDecode").asBoolean());
      case "translation" -> translation(kind, content);
      default -> throw new AssertionError("a payload without a reader: " + payload);
    };
  }

  private Dict dict(JsonNode content, int depth) {
    JsonNode named = content.path("features");
    // The older form has the features themselves there, and one of them may be called so.
    JsonNode features = named.isObject() && !named.path("type").isTextual() ? named : content;
    Map<String, FeatureTree> read = new LinkedHashMap<>();
    features.properties().forEach(entry -> read.put(entry.getKey(), read(entry.getValue(), depth + 1)));
    return new Dict(read);
  }

  private Leaf tensor(String kind, JsonNode content, Form encoding, boolean encodedFile) {
    if (encodedFile) {
      return new Leaf(kind, Form.BYTES, Optional.empty(), List.of(), -1, isOptional(content));
    }
    Optional<DType> dtype = dtype(content);
    List<Long> shape = shape(content);
    Form form = dtype.isEmpty() ? Form.BYTES : encoding;
    if (dtype.isEmpty() && encoding != Form.NUMBERS) {
      throw file.corrupt("texts that are not encoded as arrays", content.toString());
    }
    return new Leaf(kind, form, dtype, shape, -1, isOptional(content));
  }

  private Leaf boundingBox(String kind, JsonNode content) {
    List<Long> shape = shape(content);
    return new Leaf(
        kind,
        Form.NUMBERS,
        content.has("dtype") ? dtype(content) : Optional.of(DType.FLOAT32),
        shape.isEmpty() ? List.of(4L) : shape,
        -1,
        isOptional(content));
  }

  private static Leaf text(String kind) {
    return new Leaf(kind, Form.TEXT, Optional.empty(), List.of(), -1, false);
  }

  private Leaf image(String kind, JsonNode content, List<Long> found) {
    DType dtype = content.has("dtype") ? dtype(content).orElse(DType.UINT8) : DType.UINT8;
    List<Long> shape = found.isEmpty() ? ANY_IMAGE : found;
    boolean known = dtype == DType.UINT8 || dtype == DType.UINT16 || dtype == DType.FLOAT32;
    if (!known || shape.size() != 3) {
      throw new UnsupportedFormatException(
          file.name(), 0, "images of uint8, uint16 or float32 with three axes", dtype + " " + shape);
    }
    JsonNode label = InfoReader.member(content, "label");
    return new Leaf(
        kind, Form.IMAGE, Optional.of(dtype), shape, label.isObject() ? classes(label) : -1, isOptional(content));
  }

  /// A video is stored as the sequence of its frames.
  private Sequence video(JsonNode content) {
    List<Long> shape = shape(content);
    if (shape.size() != 4) {
      throw file.corrupt("a video with four axes", shape.toString());
    }
    return new Sequence(image("Image", content, shape.subList(1, 4)), shape.getFirst());
  }

  private FeatureTree translation(String kind, JsonNode content) {
    boolean variable =
        InfoReader.member(content, "variableLanguagesPerExample").asBoolean()
            || kind.equals("TranslationVariableLanguages");
    Map<String, FeatureTree> texts = new LinkedHashMap<>();
    if (variable) {
      texts.put("language", new Sequence(text("Text"), -1));
      texts.put("translation", new Sequence(text("Text"), -1));
    } else {
      content.path("languages").forEach(language -> texts.put(language.asText(), text("Text")));
    }
    return new Dict(texts);
  }

  private static boolean isOptional(JsonNode content) {
    return content.path("optional").asBoolean();
  }

  private Form encoding(JsonNode content) {
    String encoding = content.path("encoding").asText("").toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "none" -> Form.NUMBERS;
      case "bytes" -> Form.RAW;
      case "zlib" -> Form.ZLIB;
      default -> throw file.corrupt("the encoding none, bytes or zlib", "\"" + encoding + "\"");
    };
  }

  private Optional<DType> dtype(JsonNode content) {
    String name = content.path("dtype").asText("");
    if (name.equals("string") || name.equals("object")) {
      return Optional.empty();
    }
    return Optional.of(
        DType.fromWireName(name)
            .filter(dtype -> dtype.kind() != DType.Kind.COMPLEX)
            .orElseThrow(
                () ->
                    new UnsupportedFormatException(
                        file.name(), 0, "the type of an array's elements", "\"%s\"".formatted(name))));
  }

  private long classes(JsonNode content) {
    JsonNode classes = InfoReader.member(content, "numClasses");
    if (classes.isMissingNode()) {
      return -1;
    }
    long count = integer(classes);
    if (count < 0) {
      throw file.corrupt("a number of classes", classes.toString());
    }
    // 0 is what the message has where nothing is said.
    return count == 0 ? -1 : count;
  }

  private List<Long> shape(JsonNode content) {
    JsonNode shape = content.path("shape");
    JsonNode dimensions = shape.isArray() ? shape : shape.path("dimensions");
    List<Long> dims = new ArrayList<>();
    long size = 1;
    for (JsonNode each : dimensions) {
      long dim = each.isNull() ? -1 : integer(each);
      boolean fits = dim < 1 || size <= MAX_ELEMENTS / dim;
      if (dim < -1 || !fits || dims.size() == MAX_AXES) {
        throw file.corrupt("a shape", dimensions.toString());
      }
      size *= Math.max(1, dim);
      dims.add(dim);
    }
    return dims;
  }

  /// 0 is what the message has where nothing is said.
  private long length(JsonNode json) {
    long length = json.isMissingNode() || json.isNull() ? -1 : integer(json);
    if (length < -1) {
      throw file.corrupt("the length of a sequence", json.toString());
    }
    return length == 0 ? -1 : length;
  }

  private long integer(JsonNode json) {
    try {
      if (json.isTextual() || json.isIntegralNumber()) {
        return Long.parseLong(json.asText());
      }
    } catch (NumberFormatException _) {
      // Not a number of 64 bits.
    }
    throw file.corrupt("a whole number", json.toString());
  }
}
