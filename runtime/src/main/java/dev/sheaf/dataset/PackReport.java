package dev.sheaf.dataset;

import java.nio.file.Path;
import java.util.List;

/// What came of packing a dataset by a plan.
///
/// @param parts the folders that can be opened, in the plan's order
/// @param upToDate whether nothing had changed since the same plan was carried out, so that nothing was done
public record PackReport(List<Part> parts, boolean upToDate) {
  public PackReport {
    parts = List.copyOf(parts);
  }

  /// A packed dataset.
  ///
  /// @param folder where it is
  /// @param records how many rows it has
  /// @param shards how many shards they are in
  /// @param bytes how many bytes their files have together
  public record Part(Path folder, long records, int shards, long bytes) {}

  /// How many rows all parts have together.
  public long records() {
    return parts.stream().mapToLong(Part::records).sum();
  }
}
