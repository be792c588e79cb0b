package dev.sheaf.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One {@code <dataset>} of the plugin's configuration, as Maven fills it in.
 *
 * <p>Maven finds the class by the name of the element.
 */
public final class Dataset {
  private @Nullable String id;
  private @Nullable String schema;
  private @Nullable String source;
  private List<String> sources = List.of();
  private @Nullable String format;
  private @Nullable String encoding;
  private Map<String, String> settings = Map.of();

  /** Names the dataset in messages and its folder below the output folder; the simple name of the schema if not set. */
  public void setId(String id) {
    this.id = id;
  }

  /** The binary name of the annotated record. */
  public void setSchema(String schema) {
    this.schema = schema;
  }

  /** A pattern of files, relative to the project's folder. */
  public void setSource(String source) {
    this.source = source;
  }

  /** Patterns of files, relative to the project's folder. */
  public void setSources(List<String> sources) {
    this.sources = List.copyOf(sources);
  }

  /** The format of the files, such as {@code parquet}; what the files themselves say if not set. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** The encoding of records in files of records, such as {@code json}; what the first record says if not set. */
  public void setEncoding(String encoding) {
    this.encoding = encoding;
  }

  /** Settings of the format, an element for each: {@code <split>train</split>}. */
  public void setSettings(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /**
   * What this describes, checked.
   *
   * @throws IllegalArgumentException if the schema or the source is missing, or the id cannot be the name of a folder
   */
  DatasetFiles files() {
    if (schema == null || schema.isBlank()) {
      throw new IllegalArgumentException("expected a <schema>, found none in the <dataset> "
          + (id == null ? "without an <id>" : "'" + id + "'")
          + ": name the annotated record, for example <schema>com.acme.Mesh</schema>");
    }
    List<String> patterns = new ArrayList<>();
    if (source != null) {
      patterns.add(source);
    }
    patterns.addAll(sources);
    String name = schema.strip();
    return new DatasetFiles(id == null ? simpleName(name) : id.strip(), name, patterns, reading());
  }

  /** The arguments of the command line that say how the files are read, in a fixed order. */
  private List<String> reading() {
    List<String> arguments = new ArrayList<>();
    if (format != null) {
      arguments.addAll(List.of("--format", format.strip()));
    }
    if (encoding != null) {
      arguments.addAll(List.of("--encoding", encoding.strip()));
    }
    new TreeMap<>(settings).forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return arguments;
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }
}
