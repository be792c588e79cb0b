package dev.sheaf.tfds;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.Confinement;
import dev.sheaf.tfds.FeatureTree.Leaf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Reads the names of classes: a line for each, in a file named for its feature.
final class LabelFiles {
  /// More classes than this get no names out of their numbers.
  private static final long MAX_NUMBERED = 1_000_000;

  private final Path folder;
  private final Confinement confinement;
  private final FormatOptions options;

  LabelFiles(Path folder, Confinement confinement, FormatOptions options) {
    this.folder = folder;
    this.confinement = confinement;
    this.options = options;
  }

  /// The names of a label's classes, or their numbers where there is no file; none where it is no label.
  List<String> of(String path, Leaf leaf) {
    if (leaf.classes() < 0) {
      return List.of();
    }
    Optional<MetadataFile> file = file(path.replace('/', '-') + ".labels.txt");
    return file.map(found -> names(found, leaf.classes()))
        .orElseGet(
            () ->
                leaf.classes() > MAX_NUMBERED
                    ? List.of()
                    : LongStream.range(0, leaf.classes()).mapToObj(Long::toString).toList());
  }

  private Optional<MetadataFile> file(String name) {
    try {
      return Optional.of(new MetadataFile(folder.resolve(name), confinement, options)).filter(MetadataFile::exists);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static List<String> names(MetadataFile file, long classes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes())).toString();
    } catch (CharacterCodingException e) {
      throw file.corrupt("names in UTF-8", "bytes that are none");
    }
    List<String> names = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (names.size() != classes) {
      throw file.corrupt(
          "a line for each of the %d classes that %s names".formatted(classes, FeaturesReader.FILE),
          names.size() + " names");
    }
    HashSet<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw file.corrupt("each name once", "\"%s\" twice".formatted(name));
      }
    }
    return names;
  }
}
