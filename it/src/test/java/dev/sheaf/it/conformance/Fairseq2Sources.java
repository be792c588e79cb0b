package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.MalformedTextException;
import dev.sheaf.io.StorageException;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.stage.StageOptions;
import dev.sheaf.source.ArchiveRecord;
import dev.sheaf.source.FileList;
import dev.sheaf.source.FileListOptions;
import dev.sheaf.source.LineEnd;
import dev.sheaf.source.LineOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The sources of cases that read files.
final class Fairseq2Sources {
  private Fairseq2Sources() {}

  /// @param folder where the files of the case are
  static Pipeline<Object> of(JsonNode json, Path folder) {
    return switch (json.get("op").textValue()) {
      case "list_files" -> files(json, folder);
      case "read_text" -> lines(json, folder);
      case "read_zip" -> Pipeline.archive(pathOf(json, folder)).map(ArchiveRecord::text, StageOptions.named("text"));
      default -> throw ConformanceCases.unknown("source", json.get("op"));
    };
  }

  private static Path pathOf(JsonNode json, Path folder) {
    return folder.resolve(json.get("path").textValue());
  }

  /// fairseq2 runs in the folder. Java cannot, so that the pattern and the paths have the folder in front here.
  private static Pipeline<Object> files(JsonNode json, Path folder) {
    FileListOptions options = FileListOptions.DEFAULT;
    if (json.has("pattern")) {
      String inFront = (folder + "/").replaceAll("[\\\\*?\\[]", "\\\\$0");
      options = options.matchingFnmatch(inFront + json.get("pattern").textValue());
    }
    return Pipeline.files(FileList.of(pathOf(json, folder), options)).map(file -> folder.relativize(file).toString());
  }

  private static Pipeline<Object> lines(JsonNode json, Path folder) {
    LineOptions options =
        LineOptions.DEFAULT
            .keepingEnds()
            .withEnd(LineEnd.valueOf(json.path("line_ending").asText("INFER")))
            .withMapped(json.path("memory_map").asBoolean());
    options = json.path("ltrim").asBoolean() ? options.trimmedAtStart() : options;
    options = json.path("rtrim").asBoolean() ? options.trimmedAtEnd() : options;
    options = json.path("skip_empty").asBoolean() ? options.withoutEmpty() : options;
    Pipeline<String> lines = Pipeline.lines(pathOf(json, folder), options);
    if (!json.has("key")) {
      return lines.map(line -> line);
    }
    String key = json.get("key").textValue();
    return lines.map(line -> Map.of(key, line));
  }

  /// What cases call an error of these sources; empty for others.
  static Optional<String> errorKind(Throwable thrown) {
    return switch (thrown) {
      case MalformedTextException _ -> Optional.of("not-utf8");
      case CorruptDataException e when !e.file().equals("checkpoint") -> Optional.of("io");
      case StorageException _ -> Optional.of("io");
      default -> Optional.empty();
    };
  }
}
