package com.acme.training;

import com.acme.MeshLoader;
import com.acme.MeshRow;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.StaleDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Opens the dataset of another project, where the data has gone meanwhile.
public final class Training {
  private Training() {}

  public static void main(String[] arguments) throws IOException {
    Path index = Path.of(arguments[0]);
    Path moved = Path.of(arguments[2]);
    copy(Path.of(arguments[1]), moved);
    DatasetOptions options = DatasetOptions.DEFAULT.withFilesIn(moved);
    try (Dataset<MeshRow> meshes = MeshLoader.open(index, options)) {
      System.out.println("opened " + meshes.size() + " rows, the first of shape " + meshes.get(0).data().shape());
    }
    Path last = moved.resolve("mesh_2.json");
    Files.writeString(last, Files.readString(last).replaceFirst("[1-9]", "7"));
    try (Dataset<MeshRow> meshes = MeshLoader.open(index, options)) {
      System.out.println("opened what nobody has indexed: " + meshes.fingerprint());
    } catch (StaleDataException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }
}
