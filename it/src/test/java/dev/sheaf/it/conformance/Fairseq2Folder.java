package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The files of cases that were drawn from fairseq2.
final class Fairseq2Folder {
  private Fairseq2Folder() {}

  /// Writes a case's files into a folder.
  static Path write(Path folder, JsonNode files) throws IOException {
    for (JsonNode file : files) {
      Path path = folder.resolve(file.path("path").asText());
      Files.createDirectories(path.getParent());
      if (file.path("dir").asBoolean()) {
        Files.createDirectories(path);
      } else if (file.has("link")) {
        Files.createSymbolicLink(path, Path.of(file.get("link").textValue()));
      } else if (file.has("zip")) {
        writeZip(path, file.get("zip"));
      } else {
        Files.write(path, content(file));
      }
    }
    return folder;
  }

  private static byte[] content(JsonNode file) {
    if (file.has("text")) {
      return file.get("text").textValue().getBytes(StandardCharsets.UTF_8);
    }
    if (file.has("hex")) {
      return HexFormat.of().parseHex(file.get("hex").textValue());
    }
    throw ConformanceCases.unknown("form of a file", file);
  }

  private static void writeZip(Path path, JsonNode entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(path))) {
      for (JsonNode each : entries) {
        byte[] content = content(each);
        ZipEntry entry = new ZipEntry(each.get("name").textValue());
        if (each.path("stored").asBoolean()) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
      }
    }
  }
}
