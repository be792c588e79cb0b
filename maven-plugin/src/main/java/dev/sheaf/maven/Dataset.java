package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One {@code <dataset>} of the plugin's configuration, as Maven fills it in.
 *
 * <p>What it leaves out is as the goal's own parameter of the same name says. Maven finds the class by the name of the
 * element.
 */
public final class Dataset {
  private static final Pattern FOLDER_NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

  private @Nullable String id;
  private @Nullable String schema;
  private @Nullable String source;
  private List<String> sources = List.of();
  private @Nullable File directory;
  private List<String> includes = List.of();
  private List<String> excludes = List.of();
  private @Nullable String format;
  private @Nullable String encoding;
  private Map<String, String> settings = Map.of();
  private @Nullable Boolean allowOutside;
  private @Nullable Boolean skip;
  private @Nullable Integer threads;
  private @Nullable Integer maxFindings;
  private @Nullable String failOn;

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

  /** The folder of {@code includes} and {@code excludes}; the project's folder if not set. */
  public void setDirectory(File directory) {
    this.directory = directory;
  }

  /** Which files of the folder belong to the dataset, in Maven's patterns; all if only the folder is set. */
  public void setIncludes(List<String> includes) {
    this.includes = List.copyOf(includes);
  }

  /** Which of the included files do not belong to it. */
  public void setExcludes(List<String> excludes) {
    this.excludes = List.copyOf(excludes);
  }

  /** The format of the files, such as {@code parquet}; what the files themselves say if not set. */
  public void setFormat(String format) {
    this.format = format;
  }

  /** The encoding of records in files of records, such as {@code json}; what the first record says if not set. */
  public void setEncoding(String encoding) {
    this.encoding = encoding;
  }

  /** Settings of the format, an element for each: {@code <split>train</split>}; beside those of the goal. */
  public void setSettings(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** Whether records may refer to files outside the folder that they lie in. */
  public void setAllowOutside(boolean allowOutside) {
    this.allowOutside = allowOutside;
  }

  /** Whether the goals pass over this dataset. */
  public void setSkip(boolean skip) {
    this.skip = skip;
  }

  /** How many threads read it; 0 for as many as there are cores. */
  public void setThreads(int threads) {
    this.threads = threads;
  }

  /** How many of its findings are printed. */
  public void setMaxFindings(int maxFindings) {
    this.maxFindings = maxFindings;
  }

  /** What fails the build: {@code error}, {@code warning} or {@code never}. */
  public void setFailOn(String failOn) {
    this.failOn = failOn;
  }

  boolean skipped() {
    return skip != null && skip;
  }

  int threads(int otherwise) {
    return threads == null ? otherwise : threads;
  }

  int maxFindings(int otherwise) {
    return maxFindings == null ? otherwise : maxFindings;
  }

  String failOn(String otherwise) {
    return failOn == null ? otherwise : failOn;
  }

  /**
   * The id, set or not.
   *
   * @throws IllegalArgumentException if it cannot be the name of a folder
   */
  String id() {
    String name = id == null ? simpleName(schema()) : id.strip();
    if (!FOLDER_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("expected an <id> of letters, digits, '_', '.' and '-', found '" + name
          + "': it names a folder below the output folder");
    }
    return name;
  }

  /**
   * The binary name of the record.
   *
   * @throws IllegalArgumentException if it is missing
   */
  String schema() {
    if (schema == null || schema.isBlank()) {
      throw new IllegalArgumentException("expected a <schema>, found none in the <dataset> "
          + (id == null ? "without an <id>" : "'" + id + "'")
          + ": name the annotated record, for example <schema>com.acme.Mesh</schema>");
    }
    return schema.strip();
  }

  /**
   * Patterns and files, at least one.
   *
   * @param base the folder that the relative ones start from
   * @throws IllegalArgumentException if there are none
   */
  List<String> sources(Path base) {
    List<String> patterns = patterns();
    if (directory != null || !includes.isEmpty() || !excludes.isEmpty()) {
      patterns.addAll(new FileSet(directory == null ? base : directory.toPath(), includes, excludes).files(base));
    }
    if (patterns.isEmpty()) {
      throw new IllegalArgumentException("expected a <source>, found none in the dataset '" + id()
          + "': name its files, for example <source>testdata/*.json</source>");
    }
    return patterns;
  }

  private List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    if (source != null) {
      patterns.add(source);
    }
    patterns.addAll(sources);
    return patterns;
  }

  /** The folders that its files lie in, as far as the configuration says it in plain words: where a change matters. */
  List<Path> places(Path base) {
    List<Path> places = new ArrayList<>();
    for (String pattern : patterns()) {
      int wildcard = pattern.indexOf('*');
      int end = wildcard < 0 ? pattern.length() : pattern.lastIndexOf('/', wildcard) + 1;
      places.add(base.resolve(pattern.substring(0, end)).normalize());
    }
    if (directory != null || !includes.isEmpty() || !excludes.isEmpty()) {
      places.add(directory == null ? base : directory.toPath());
    }
    return places;
  }

  /** How its files are read. */
  Reading reading(Reading otherwise) {
    Map<String, String> merged = new HashMap<>(otherwise.settings());
    merged.putAll(settings);
    return new Reading(
        format == null ? otherwise.format() : format,
        encoding == null ? otherwise.encoding() : encoding,
        merged,
        allowOutside == null ? otherwise.allowOutside() : allowOutside);
  }

  private static String simpleName(String binaryName) {
    return binaryName.substring(Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$')) + 1);
  }
}
