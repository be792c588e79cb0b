package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// The records of ArrayRecord files as a case names them: samples, files beside the cases, or some records of one.
final class GrainRecords implements AutoCloseable {
  private final ArrayRecordSource source;

  GrainRecords(JsonNode files) {
    ArrayNode paths = JsonNodeFactory.instance.arrayNode();
    for (JsonNode file : files) {
      if (file.isTextual()) {
        paths.add(path(file.textValue()).toString());
      } else if (file.has("records")) {
        JsonNode records = file.get("records");
        paths.add("%s[%d:%d]".formatted(
            path(file.get("file").textValue()), records.get(0).longValue(), records.get(1).longValue()));
      } else {
        paths.addObject()
            .put("filename", path(file.get("file").textValue()).toString())
            .put("skip", file.get("skip").longValue())
            .put("take", file.get("take").longValue());
      }
    }
    source = new ArrayRecordSource(Path.of(""), paths);
  }

  /// A file that a case names.
  static Path path(String name) {
    Path data = Path.of(System.getProperty("sheaf.testdata"));
    if (name.startsWith("samples/")) {
      return data.resolve(name.substring("samples/".length()));
    }
    String folder = System.getProperty("sheaf.conformance");
    Path beside = folder != null ? Path.of(folder) : data.resolve("conformance");
    Path file = beside.resolve("grain/files").resolve(name);
    return Files.exists(file) ? file : data.resolve("conformance/grain/files").resolve(name);
  }

  long size() {
    return source.length();
  }

  Object get(long position) {
    return source.read(position);
  }

  @Override
  public void close() {
    source.close();
  }
}
