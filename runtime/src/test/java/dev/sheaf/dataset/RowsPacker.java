package dev.sheaf.dataset;

import java.nio.file.Path;

/// Packs rows into a folder, until it is killed or has done so. Says `begun` when it has packed some others and is fast
/// enough for a kill to fall anywhere, then the number of each row that it asks for.
final class RowsPacker {
  static final long ROWS = 2000;
  static final PackOptions OPTIONS = PackOptions.DEFAULT.withShardRows(90).withThreads(2);

  private RowsPacker() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    DatasetPacker.pack(ScanRows.of(100), folder.resolveSibling("others of " + ProcessHandle.current().pid()), OPTIONS);
    System.out.println("begun");
    ScanRows rows = ScanRows.of(ROWS);
    DatasetPacker.pack(new ScanRows(ROWS, rows.name(), System.out::println, rows.asked()), folder, OPTIONS);
  }
}
