package dev.sheaf.it.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The binary files that a written payload refers to. Their names are each writer's own; cases call them by the order in
/// which the text uses them first.
final class WrittenFiles {
  private static final Pattern REFERENCE = Pattern.compile("\"([^\":]+\\.bin):\\d");

  private final Path folder;
  private final List<String> names = new ArrayList<>();

  /// The files beside a payload.
  WrittenFiles(Path folder, String text) {
    this.folder = folder;
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      if (!names.contains(reference.group(1))) {
        names.add(reference.group(1));
      }
    }
  }

  /// The name by which cases call a file: `${FILE1}.bin` for the first.
  static String mark(int position) {
    return "${FILE%d}.bin".formatted(position + 1);
  }

  /// The text with the files called as in cases.
  String marked(String text) {
    String marked = text;
    for (int i = 0; i < names.size(); i++) {
      marked = marked.replace("\"" + names.get(i) + ":", "\"" + mark(i) + ":");
    }
    return marked;
  }

  int count() {
    return names.size();
  }

  byte[] bytes(int position) throws IOException {
    return Files.readAllBytes(folder.resolve(names.get(position)));
  }

  /// How many files there are in the folder that the text does not refer to, but for the payload.
  long others(Path payload) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.equals(payload) && !names.contains(file.getFileName().toString())).count();
    }
  }
}
