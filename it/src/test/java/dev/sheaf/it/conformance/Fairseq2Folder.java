package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/// The files of cases that were drawn from fairseq2.
final class Fairseq2Folder {
  private Fairseq2Folder() {}

  /// Writes a case's files into a folder.
  static Path write(Path folder, JsonNode files) throws IOException {
    for (JsonNode file : files) {
      Path path = folder.resolve(file.path("path").asText());
      if (file.has("text") && file.size() == 2) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.get("text").textValue());
      } else if (file.has("hex") && file.size() == 2) {
        Files.createDirectories(path.getParent());
        Files.write(path, HexFormat.of().parseHex(file.get("hex").textValue()));
      } else {
        throw ConformanceCases.skip("unknown form of a file " + file);
      }
    }
    return folder;
  }
}
