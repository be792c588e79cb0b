package dev.sheaf.maven;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of a dataset, and the record that they must agree with.
 *
 * @param id names it in messages, and its folder below the output folder
 * @param schema the binary name of the annotated record
 * @param sources patterns of files, relative to the project's folder; at least one
 * @param reading the arguments of {@code sheaf} that say how they are read
 */
record DatasetFiles(String id, String schema, List<String> sources, List<String> reading) {
  private static final Pattern FOLDER_NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

  DatasetFiles(String id, String schema, List<String> sources) {
    this(id, schema, sources, List.of());
  }

  DatasetFiles {
    sources = List.copyOf(sources);
    reading = List.copyOf(reading);
    if (!FOLDER_NAME.matcher(id).matches()) {
      throw new IllegalArgumentException("expected an <id> of letters, digits, '_', '.' and '-', found '" + id
          + "': it names a folder below the output folder");
    }
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("expected a <source>, found none in the dataset '" + id
          + "': name its files, for example <source>testdata/*.json</source>");
    }
  }
}
