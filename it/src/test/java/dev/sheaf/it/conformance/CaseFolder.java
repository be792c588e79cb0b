package dev.sheaf.it.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/// The files of one case, laid out in a folder of their own; it is gone when closed.
final class CaseFolder implements AutoCloseable {
  private static final String MARK = "${DIR}";

  private final Path outer;
  private final Path folder;
  private final Path payload;

  /// @param parent an existing folder
  CaseFolder(Path parent, JsonNode json) throws IOException {
    outer = Files.createTempDirectory(parent, "case").toRealPath();
    folder = Files.createDirectory(outer.resolve("in"));
    for (Map.Entry<String, JsonNode> file : json.path("files").properties()) {
      byte[] content = Base64.getDecoder().decode(file.getValue().asText());
      Files.write(prepared(file.getKey()), withFolder(content));
    }
    for (Map.Entry<String, JsonNode> link : json.path("links").properties()) {
      Files.createSymbolicLink(prepared(link.getKey()), Path.of(link.getValue().asText()));
    }
    for (JsonNode directory : json.path("dirs")) {
      Files.createDirectories(folder.resolve(directory.asText()));
    }
    byte[] text =
        json.hasNonNull("payload")
            ? json.get("payload").asText().getBytes(UTF_8)
            : Base64.getDecoder().decode(json.get("payload_base64").asText());
    payload = Files.write(folder.resolve("inputs.payload"), withFolder(text));
  }

  private Path prepared(String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    Files.createDirectories(path.getParent());
    return path;
  }

  /// Byte by byte, because some contents are not UTF-8 on purpose.
  private byte[] withFolder(byte[] content) {
    String name = new String(folder.toString().getBytes(UTF_8), ISO_8859_1);
    return new String(content, ISO_8859_1).replace(MARK, name).getBytes(ISO_8859_1);
  }

  Path payload() {
    return payload;
  }

  /// A path below the folder as a case spells it: relative, and `.` for the folder itself.
  String relative(String path) {
    String prefix = folder + "/";
    return path.equals(folder.toString()) ? "." : path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(outer)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
