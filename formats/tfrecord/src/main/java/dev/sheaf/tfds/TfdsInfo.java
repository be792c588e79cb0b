package dev.sheaf.tfds;

import java.util.List;
import java.util.Optional;

/// What `dataset_info.json` says of a dataset.
///
/// @param name its name, such as `mnist`
/// @param version its version, such as `3.0.1`
/// @param config which of its variants it is; empty where it has none
/// @param description for people
/// @param fileFormat what kind its files are of: `tfrecord`, `array_record`, `parquet`
/// @param supervisedKeys the features to learn from and to predict, in that order; none where it is silent
/// @param disableShuffling whether records are in the order in which they were made
/// @param splits its parts, in order
public record TfdsInfo(
    String name,
    String version,
    String config,
    String description,
    String fileFormat,
    List<String> supervisedKeys,
    boolean disableShuffling,
    List<TfdsSplit> splits) {
  public TfdsInfo {
    supervisedKeys = List.copyOf(supervisedKeys);
    splits = List.copyOf(splits);
  }

  /// The part of this name.
  public Optional<TfdsSplit> split(String split) {
    return splits.stream().filter(each -> each.name().equals(split)).findFirst();
  }
}
