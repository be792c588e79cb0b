package dev.sheaf.dataset;

import dev.sheaf.SheafException;
import dev.sheaf.io.OutputFile;
import dev.sheaf.io.StorageException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Packs a dataset by a plan: part after part, each into its folder.
///
/// `pack.json` says which plan the folder is of, and is there before anything is packed; so a part that is whole is
/// known to be of this plan, and another run goes on with the first that is not. What another plan has left is removed
/// before its `pack.json` is replaced. For one run.
final class PlannedPacking {
  /// @param folder where it goes
  /// @param from its first row
  /// @param to the row behind its last
  private record Part(Path folder, long from, long to) {}

  private final Dataset<? extends Object[]> rows;
  private final Path output;
  private final PackPlan plan;
  private final PlanDescription now;
  private final List<Part> parts;
  private final Path description;

  /// @throws IllegalArgumentException if a field cannot be packed, or the shares do not come to 1
  PlannedPacking(Dataset<? extends Object[]> rows, Path output, PackPlan plan) {
    rows.schema().fields().forEach(DatasetPacker::type);
    this.rows = plan.shuffle().isPresent() ? rows.shuffle(plan.shuffle().getAsLong()) : rows;
    this.output = output.toAbsolutePath().normalize();
    this.plan = plan;
    this.now = PlanDescription.of(rows, plan);
    this.parts = parts(rows.size(), this.output, plan.parts());
    this.description = this.output.resolve(PlanDescription.FILE);
  }

  /// Shares end at whole rows, all of them counted from the first row on: what is left of one goes to the next.
  private static List<Part> parts(long rows, Path output, List<PackPlan.Part> shares) {
    if (shares.isEmpty()) {
      return List.of(new Part(output, 0, rows));
    }
    List<Part> parts = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    long from = 0;
    for (PackPlan.Part part : shares) {
      sum = sum.add(part.share());
      long to = sum.multiply(BigDecimal.valueOf(rows)).setScale(0, RoundingMode.DOWN).longValueExact();
      parts.add(new Part(output.resolve(part.name()), from, to));
      from = to;
    }
    if (sum.compareTo(BigDecimal.ONE) != 0) {
      throw new IllegalArgumentException(
          "expected shares that come to 1, found %s".formatted(sum.toPlainString()));
    }
    return parts;
  }

  PackReport run() {
    try (TableFolder _ = TableFolder.lock(output)) {
      boolean same = begin();
      boolean upToDate = true;
      List<PackReport.Part> packed = new ArrayList<>();
      for (Part part : parts) {
        Optional<PackReport.Part> whole = same ? whole(part) : Optional.empty();
        if (whole.isEmpty()) {
          upToDate = false;
          PackedFiles.remove(part.folder());
          pack(part);
          whole = whole(part);
        }
        packed.add(
            whole.orElseThrow(
                () -> new IllegalStateException("\"%s\" was changed while it was packed".formatted(part.folder()))));
      }
      return new PackReport(packed, upToDate);
    }
  }

  /// @return whether what is there was packed by the same plan
  private boolean begin() {
    Optional<PlanDescription> before = before();
    if (!plan.force() && before.isPresent() && now.isSameAs(before.get())) {
      return true;
    }
    Set<Path> folders = new LinkedHashSet<>();
    before.ifPresent(
        old -> {
          folders.add(output);
          old.parts().forEach(part -> folders.add(output.resolve(part.name())));
        });
    parts.forEach(part -> folders.add(part.folder()));
    for (Path folder : folders) {
      if (before.isEmpty() && !plan.force() && PackedFiles.isDataset(folder)) {
        throw new IllegalArgumentException(
            "expected a folder without a dataset, found \"%s\", which no plan has packed; choose another, or force it"
                .formatted(folder.resolve(PackedDescription.FILE)));
      }
    }
    folders.forEach(PackedFiles::remove);
    OutputFile.write(description, now.toJson());
    return false;
  }

  private Optional<PlanDescription> before() {
    try {
      PlanDescription before = PlanDescription.read(description);
      // What it names is removed: a description never leads out of its folder.
      before.parts().forEach(part -> new PackPlan.Part(part.name(), BigDecimal.ONE));
      return Optional.of(before);
    } catch (SheafException | IllegalArgumentException _) {
      // None is there, or one that is of no use.
      return Optional.empty();
    }
  }

  private static Optional<PackReport.Part> whole(Part part) {
    return PackedFiles.whole(part.folder()).filter(found -> found.records() == part.to() - part.from());
  }

  private void pack(Part part) {
    // Not closed: it would close the rows of all parts.
    Dataset<? extends Object[]> its = plan.parts().isEmpty() ? rows : rows.slice(part.from(), part.to());
    DatasetPacker.pack(
        its,
        part.folder(),
        plan.options(),
        (done, _) -> plan.progress().advanced(part.from() + done, rows.size()));
  }

  /// The files of packed datasets.
  private static final class PackedFiles {
    private PackedFiles() {}

    static boolean isDataset(Path folder) {
      return Files.exists(folder.resolve(PackedDescription.FILE));
    }

    /// What is in a folder; empty if it is not whole.
    static Optional<PackReport.Part> whole(Path folder) {
      Path file = folder.resolve(PackedDescription.FILE);
      try {
        PackedDescription packed = PackedDescription.read(file);
        long bytes = 0;
        for (PackedDescription.Shard shard : packed.shards()) {
          for (PackedDescription.Column column : shard.columns()) {
            for (int i = 0; i < column.tables().size(); i++) {
              long size = FileStamp.of(column.tables().get(i).path(file)).size();
              if (size != column.fileBytes().get(i)) {
                return Optional.empty();
              }
              bytes += size;
            }
          }
        }
        return Optional.of(new PackReport.Part(folder, packed.records(), packed.shards().size(), bytes));
      } catch (SheafException | IndexOutOfBoundsException _) {
        return Optional.empty();
      }
    }

    /// Removes a dataset: first what makes it one.
    static void remove(Path folder) {
      Path file = folder.resolve(PackedDescription.FILE);
      List<Path> tables = isDataset(folder) ? tables(file) : List.of();
      try {
        Files.deleteIfExists(file);
        for (Path table : tables) {
          Files.deleteIfExists(table);
        }
      } catch (IOException e) {
        throw new StorageException("cannot remove", folder.toString(), e);
      }
    }

    private static List<Path> tables(Path file) {
      try {
        return PackedDescription.read(file).shards().stream()
            .flatMap(shard -> shard.columns().stream())
            .flatMap(column -> column.tables().stream())
            .map(table -> table.path(file))
            .toList();
      } catch (SheafException _) {
        // Damaged: nobody knows what it named.
        return List.of();
      }
    }
  }
}
