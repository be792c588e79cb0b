package dev.sheaf.tfds;

import java.nio.file.Path;
import java.util.List;

/// One of the named parts of a dataset.
///
/// @param name its name, such as `train`
/// @param bytes how many bytes its messages have together; 0 where that is not known
/// @param shards its files, in order
public record TfdsSplit(String name, long bytes, List<Shard> shards) {
  public TfdsSplit {
    shards = List.copyOf(shards);
  }

  /// One file of a split.
  ///
  /// @param file where it lies
  /// @param examples how many records it has; it need not be there if it has none
  public record Shard(Path file, long examples) {}

  /// How many records there are.
  public long examples() {
    return shards.stream().mapToLong(Shard::examples).sum();
  }
}
