package dev.sheaf.tfds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `dataset_info.json`: the JSON form of a protobuf message, so numbers of 64 bits may be texts, keys may be
/// spelt in either way, and what is missing has its default.
final class InfoReader {
  static final String FILE = "dataset_info.json";

  /// The kinds of files that TensorFlow Datasets knows.
  static final Set<String> FILE_FORMATS = Set.of("tfrecord", "array_record", "parquet", "riegeli", "bagz");

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");

  private final MetadataFile file;
  private final Path folder;
  private final boolean outsideAllowed;

  InfoReader(MetadataFile file, Path folder, boolean outsideAllowed) {
    this.file = file;
    this.folder = folder;
    this.outsideAllowed = outsideAllowed;
  }

  /// @param askedFormat which of the kinds of files to read, where the data are there in several
  TfdsInfo read(Optional<String> askedFormat) {
    JsonNode json = file.json();
    String name = text(json, "name", "");
    String version = text(json, "version", "");
    if (name.isEmpty() || version.isEmpty()) {
      throw file.corrupt(
          "the name and the version of a dataset", "name \"%s\", version \"%s\"".formatted(name, version));
    }
    checkName(name);
    String fileFormat = text(json, "fileFormat", "");
    if (fileFormat.isEmpty()) {
      fileFormat = "tfrecord";
    }
    if (!FILE_FORMATS.contains(fileFormat)) {
      throw file.corrupt("a kind of files of " + FILE_FORMATS.stream().sorted().toList(), "\"" + fileFormat + "\"");
    }
    List<String> supervised = new ArrayList<>();
    collectKeys(member(json, "supervisedKeys"), supervised);
    return new TfdsInfo(
        name,
        version,
        text(json, "configName", ""),
        text(json, "description", ""),
        fileFormat,
        supervised,
        member(json, "disableShuffling").asBoolean(false),
        splits(json, name, askedFormat.orElse(fileFormat)));
  }

  private List<TfdsSplit> splits(JsonNode json, String dataset, String fileFormat) {
    List<TfdsSplit> splits = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode each : list(json, "splits")) {
      String name = text(each, "name", "");
      checkName(name);
      if (!names.add(name)) {
        throw file.corrupt("each split once", "\"%s\" twice".formatted(name));
      }
      splits.add(split(each, new FileTemplate(template(each), dataset, name, fileFormat)));
    }
    return splits;
  }

  private static String template(JsonNode split) {
    String template = text(split, "filepathTemplate", "");
    return template.isEmpty() ? FileTemplate.DEFAULT : template;
  }

  private TfdsSplit split(JsonNode json, FileTemplate template) {
    List<TfdsSplit.Shard> shards = new ArrayList<>();
    JsonNode lengths = list(json, "shardLengths");
    long sum = 0;
    for (int shard = 0; shard < lengths.size(); shard++) {
      long examples = integer(lengths.get(shard), "a number of records");
      sum += examples;
      if (examples < 0 || sum < 0) {
        throw file.corrupt("numbers of records", lengths.toString());
      }
      shards.add(new TfdsSplit.Shard(path(template, shard, lengths.size()), examples));
    }
    JsonNode bytes = member(json, "numBytes");
    return new TfdsSplit(template.split(), bytes.isMissingNode() ? 0 : integer(bytes, "a number of bytes"), shards);
  }

  /// Where a file lies: never outside, by its name. Whether a link leads there is looked at when it is opened.
  private Path path(FileTemplate template, int shard, int shards) {
    Path path;
    try {
      path = folder.getFileSystem().getPath(template.name(shard, shards));
    } catch (InvalidPathException e) {
      throw file.corrupt("a template of file names", "\"%s\"".formatted(template.text()));
    } catch (IllegalArgumentException e) {
      throw file.corrupt(
          "a template of the variables DATASET, SPLIT, FILEFORMAT, SHARD_INDEX, NUM_SHARDS and SHARD_X_OF_Y",
          "%s in \"%s\"".formatted(e.getMessage(), template.text()));
    }
    if (!outsideAllowed && (path.isAbsolute() || leavesFolder(path))) {
      throw file.corrupt("files inside the folder \"%s\"".formatted(folder), "\"%s\"".formatted(path));
    }
    return folder.resolve(path);
  }

  private static boolean leavesFolder(Path path) {
    for (Path part : path) {
      if (part.toString().equals("..")) {
        return true;
      }
    }
    return false;
  }

  private void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw file.corrupt("names of letters, digits, _ and -", "\"%s\"".formatted(name));
    }
  }

  private static void collectKeys(JsonNode tree, List<String> keys) {
    if (tree.isValueNode() && !tree.isNull()) {
      keys.add(tree.asText());
    }
    tree.forEach(each -> collectKeys(each, keys));
  }

  private JsonNode list(JsonNode json, String name) {
    JsonNode member = member(json, name);
    if (!member.isArray() && !member.isMissingNode()) {
      throw file.corrupt("a list of " + name, member.getNodeType().toString());
    }
    return member;
  }

  private long integer(JsonNode json, String what) {
    try {
      if ((json.isTextual() && INTEGER.matcher(json.asText()).matches()) || json.isIntegralNumber()) {
        return Long.parseLong(json.asText());
      }
    } catch (NumberFormatException _) {
      // More than 64 bits have.
    }
    throw file.corrupt(what, json.toString());
  }

  private static String text(JsonNode json, String name, String otherwise) {
    JsonNode member = member(json, name);
    return member.isTextual() ? member.asText() : otherwise;
  }

  /// A member by either of its names, `fileFormat` or `file_format`; null is as good as missing.
  static JsonNode member(JsonNode json, String name) {
    JsonNode member = json.path(name);
    if (member.isMissingNode() || member.isNull()) {
      member = json.path(name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
    return member.isNull() ? MissingNode.getInstance() : member;
  }
}
