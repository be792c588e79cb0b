package dev.sheaf.tfds;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.Layout;
import dev.sheaf.format.RecordReader;
import dev.sheaf.format.TableReader;
import dev.sheaf.io.Confinement;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.tfds.FeatureTree.Dict;
import dev.sheaf.tfds.FeatureTree.Leaf;
import dev.sheaf.tfrecord.example.ExampleParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A dataset as TensorFlow Datasets prepared it: the folder of one version, with `dataset_info.json` and
/// `features.json`.
///
/// Which records to read is said by a text, with the arithmetic of TensorFlow Datasets:
///
/// | Text | Records |
/// |---|---|
/// | `train` | a whole split |
/// | `train[10:20]`, `train[-5:]` | by their positions |
/// | `train[:10%]` | hundredths; bounds are rounded to the nearest record, half to even |
/// | `train[2shard]`, `train[1shard:3shard]` | those of some files |
/// | `train[:50%]+test` | one after the other, twice where they are named twice |
/// | `all` | all splits |
///
/// Only metadata are read here; files of records are opened when a record of theirs is asked for, and need not be there
/// else. Immutable; safe for any number of threads.
public final class TfdsFolder {
  private final List<Path> folders;
  private final TfdsInfo info;
  private final Dict tree;
  private final List<TfdsFeature> features;
  private final RecordSchema schema;
  private final FormatOptions options;
  private final String fileFormat;

  private TfdsFolder(
      List<Path> folders,
      TfdsInfo info,
      Dict tree,
      List<TfdsFeature> features,
      FormatOptions options,
      String fileFormat) {
    this.folders = List.copyOf(folders);
    this.info = info;
    this.tree = tree;
    this.features = features;
    this.schema = TfdsSchema.of(info.name(), tree);
    this.options = options;
    this.fileFormat = fileFormat;
  }

  /// Reads the metadata of a folder.
  ///
  /// @param folder that of a version, such as `mnist/3.0.1`
  /// @param options limits, and whether files may lie elsewhere; of the settings, `file_format` is looked at: see
  ///     [TfdsFormat]
  /// @throws IllegalArgumentException if the setting names no kind of files that there is
  /// @throws CorruptDataException if the metadata are missing or damaged, or lead outside
  /// @throws dev.sheaf.format.UnsupportedFormatException if the dataset has a feature that is not read here, or goes
  ///     past a limit
  /// @throws dev.sheaf.io.StorageException if it cannot be read
  public static TfdsFolder open(Path folder, FormatOptions options) {
    Optional<String> asked = Optional.ofNullable(options.settings().get(TfdsFormat.FILE_FORMAT));
    if (asked.isPresent() && !InfoReader.FILE_FORMATS.contains(asked.get())) {
      throw new IllegalArgumentException(
          "expected %s to be one of %s, found \"%s\""
              .formatted(
                  TfdsFormat.FILE_FORMAT, InfoReader.FILE_FORMATS.stream().sorted().toList(), asked.get()));
    }
    Confinement confinement = new Confinement(folder, options.outsideAllowed());
    MetadataFile infoFile = new MetadataFile(folder.resolve(InfoReader.FILE), confinement, options);
    TfdsInfo info = new InfoReader(infoFile, folder, options.outsideAllowed()).read(asked);
    Dict tree = new FeaturesReader(new MetadataFile(folder.resolve(FeaturesReader.FILE), confinement, options)).read();
    List<TfdsFeature> features = new ArrayList<>();
    collect(tree, "", 0, new LabelFiles(folder, confinement, options), features);
    return new TfdsFolder(
        List.of(folder), info, tree, List.copyOf(features), options, asked.orElse(info.fileFormat()));
  }

  /// Reads several folders as one dataset: splits of one name are put end to end. What else there is to know of it is
  /// taken from the first.
  ///
  /// @param folders one or more
  /// @throws CorruptDataException also if they do not have the same features, or kinds of files
  public static TfdsFolder open(List<Path> folders, FormatOptions options) {
    if (folders.isEmpty()) {
      throw new IllegalArgumentException("expected one folder or more, found none");
    }
    TfdsFolder first = open(folders.getFirst(), options);
    Map<String, TfdsSplit> splits = new LinkedHashMap<>();
    for (Path folder : folders) {
      TfdsFolder each = open(folder, options);
      if (!each.tree.equals(first.tree) || !each.fileFormat.equals(first.fileFormat)) {
        throw new CorruptDataException(
            folder.toString(),
            0,
            "the features of \"%s\", in files of the same kind".formatted(folders.getFirst()),
            "others");
      }
      each.info.splits().forEach(split -> splits.merge(split.name(), split, TfdsFolder::joined));
    }
    TfdsInfo info =
        new TfdsInfo(
            first.info.name(),
            first.info.version(),
            first.info.config(),
            first.info.description(),
            first.info.fileFormat(),
            first.info.supervisedKeys(),
            first.info.disableShuffling(),
            List.copyOf(splits.values()));
    return new TfdsFolder(folders, info, first.tree, first.features, options, first.fileFormat);
  }

  private static TfdsSplit joined(TfdsSplit one, TfdsSplit other) {
    List<TfdsSplit.Shard> shards = new ArrayList<>(one.shards());
    shards.addAll(other.shards());
    return new TfdsSplit(one.name(), one.bytes() + other.bytes(), shards);
  }

  private static void collect(
      FeatureTree feature, String path, int sequences, LabelFiles labels, List<TfdsFeature> features) {
    switch (feature) {
      case Dict dict ->
          dict.features()
              .forEach(
                  (name, each) ->
                      collect(each, path.isEmpty() ? name : path + "/" + name, sequences, labels, features));
      case FeatureTree.Sequence(FeatureTree inner, _) -> collect(inner, path, sequences + 1, labels, features);
      case Leaf leaf ->
          features.add(
              new TfdsFeature(
                  path,
                  leaf.kind(),
                  leaf.dtype(),
                  sequences,
                  leaf.shape(),
                  leaf.classes() < 0 ? Optional.empty() : Optional.of(leaf.classes()),
                  labels.of(path, leaf)));
    }
  }

  /// What `dataset_info.json` says.
  public TfdsInfo info() {
    return info;
  }

  /// All values that a record has, in the order of `features.json`.
  public List<TfdsFeature> features() {
    return features;
  }

  /// What a row is made of: a field for each feature, and records for features inside others. A sequence of features by
  /// name is a record too, of lists: it is stored by columns.
  public RecordSchema schema() {
    return schema;
  }

  /// Where the records lie that a text names.
  ///
  /// @throws IllegalArgumentException if it is no such text, or names a split or records that are not there
  public List<FileInstruction> instructions(String split) {
    return bounds(split).stream().flatMap(bounds -> bounds.instructions().stream()).toList();
  }

  /// Where the records of a slice lie.
  ///
  /// @throws IllegalArgumentException if it names a split or records that are not there
  public List<FileInstruction> instructions(SplitSlice slice) {
    return bounds(slice).instructions();
  }

  /// The records that a text names, in parts for so many readers: each part of a sum is cut into as many, which differ
  /// by one record at most.
  ///
  /// @param count how many readers
  /// @param equal whether all get as many, and what is left is dropped
  /// @return where the records of each reader lie
  /// @throws IllegalArgumentException if the text is none, or names what is not there, or `count` is negative
  public List<List<FileInstruction>> evenSplits(String split, int count, boolean equal) {
    if (count < 0) {
      throw new IllegalArgumentException("expected 0 readers or more, found " + count);
    }
    List<Bounds> all = bounds(split);
    List<List<FileInstruction>> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      parts.add(new ArrayList<>());
    }
    for (Bounds bounds : all) {
      List<Bounds> pieces = bounds.parts(count, equal);
      for (int part = 0; part < count; part++) {
        parts.get(part).addAll(pieces.get(part).instructions());
      }
    }
    return parts.stream().map(Collections::unmodifiableList).toList();
  }

  private List<Bounds> bounds(String split) {
    List<String> names = info.splits().stream().map(TfdsSplit::name).toList();
    return SplitText.parse(split, names).stream().map(this::bounds).toList();
  }

  private Bounds bounds(SplitSlice slice) {
    TfdsSplit split =
        info.split(slice.split())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected one of the splits %s of \"%s\", found \"%s\""
                            .formatted(
                                info.splits().stream().map(TfdsSplit::name).toList(),
                                folders.getFirst(),
                                slice.split())));
    return Bounds.of(split, slice);
  }

  /// Opens the messages themselves.
  ///
  /// @param instructions which, in this order
  /// @throws CorruptDataException if one of the files is not there, or a link that leads outside
  public RecordReader records(List<FileInstruction> instructions) {
    return openRecords(instructions);
  }

  /// Opens rows: messages with their values.
  ///
  /// @param instructions which, in this order
  /// @throws CorruptDataException if one of the files is not there, or a link that leads outside
  public TableReader rows(List<FileInstruction> instructions) {
    return rows(instructions, () -> {});
  }

  TableReader rows(List<FileInstruction> instructions, Runnable onClose) {
    ExampleParser parser = new ExampleParser(features.stream().map(TfdsFeature::path).toList());
    return new TfdsTable(openRecords(instructions), schema, layout(instructions), tree, parser, onClose);
  }

  private Layout layout(List<FileInstruction> instructions) {
    String config = info.config().isEmpty() ? "" : "/" + info.config();
    Layout layout =
        new Layout(Map.of(), features.stream().map(TfdsFolder::layout).toList())
            .with("dataset", "%s%s %s".formatted(info.name(), config, info.version()))
            .with(
                "splits",
                info.splits().stream()
                    .map(split -> "%s %d".formatted(split.name(), split.examples()))
                    .collect(Collectors.joining(", ")))
            .with("files", "%d of %s".formatted(
                instructions.stream().map(FileInstruction::file).distinct().count(), fileFormat));
    return layout.with("order", info.disableShuffling() ? "as made" : "shuffled when it was made");
  }

  private static Layout.Column layout(TfdsFeature feature) {
    String dtype = feature.dtype().map(DType::toString).orElse("");
    String shape =
        feature.shape().stream()
            .map(extent -> extent < 0 ? "?" : extent.toString())
            .collect(Collectors.joining(", ", "(", feature.shape().size() == 1 ? ",)" : ")"));
    Layout.Column column =
        new Layout.Column(
            feature.path(), "%s %s %s".formatted(feature.kind(), dtype, shape).replace("  ", " "), Layout.UNKNOWN);
    return feature.classes().isPresent() ? column.with("classes", feature.classes().get()) : column;
  }

  private TfdsRecords openRecords(List<FileInstruction> instructions) {
    List<Confinement> confinements =
        folders.stream().map(folder -> new Confinement(folder, options.outsideAllowed())).toList();
    for (FileInstruction each : instructions) {
      String expected = "a file of %d records, as %s says".formatted(each.examples(), InfoReader.FILE);
      if (!Files.exists(each.file())) {
        throw new CorruptDataException(each.file().toString(), 0, expected, "no such file");
      }
      if (confinements.stream().noneMatch(confinement -> confinement.admits(each.file()))) {
        throw new CorruptDataException(
            each.file().toString(), 0, expected + ", in its folder", "one that lies outside");
      }
    }
    return new TfdsRecords(instructions, fileFormat, options);
  }
}
