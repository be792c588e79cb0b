package dev.sheaf.dataset;

import java.nio.file.Path;

/// Indexes one folder, then another, into the same output, until it is killed. Says `ready`
/// when it has done both and is fast enough for a kill to fall anywhere.
final class IndexFlipper {
  private IndexFlipper() {}

  public static void main(String[] arguments) {
    MeshFiles[] states = {new MeshFiles(Path.of(arguments[0])), new MeshFiles(Path.of(arguments[1]))};
    Path output = Path.of(arguments[2]);
    for (int round = 0; ; round++) {
      DatasetIndexer.index(MeshFiles.MESH, states[round % 2].source(), output, ScanOptions.DEFAULT.withThreads(1));
      if (round == 1) {
        System.out.println("ready");
      }
    }
  }
}
