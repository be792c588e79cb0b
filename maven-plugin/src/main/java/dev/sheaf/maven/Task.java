package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the worker is asked to do with one dataset.
 *
 * @param command the command of {@code sheaf}: {@code validate} or {@code index}
 * @param classPath where the descriptors of the project's records are found
 * @param base the folder that relative sources start from
 * @param output the folder that the command writes
 * @param maxFindings how many findings are printed
 * @param threads how many threads read, or 0 for as many as there are cores
 * @param allowOutside whether the data may refer to files outside {@code base}
 * @param force whether to work although nothing changed
 */
record Task(String command, DatasetFiles dataset, List<String> classPath, Path base, Path output, int maxFindings,
    int threads, boolean allowOutside, boolean force) {
  Task {
    classPath = List.copyOf(classPath);
  }

  /** The arguments of the command line {@code sheaf}. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(command,
        "--schema", dataset.schema(),
        "--classpath", classPath.stream().collect(Collectors.joining(File.pathSeparator)),
        "--base", base.toString(),
        "--output", output.toString(),
        "--max-findings", Integer.toString(maxFindings)));
    if (threads > 0) {
      arguments.add("--threads");
      arguments.add(Integer.toString(threads));
    }
    if (allowOutside) {
      arguments.add("--allow-outside");
    }
    if (force) {
      arguments.add("--force");
    }
    arguments.addAll(dataset.reading());
    arguments.addAll(dataset.sources());
    return arguments;
  }
}
