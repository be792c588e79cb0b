package dev.sheaf.maven;

import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals that read data share: which, and how where there is a choice. */
abstract class SourceMojo extends SheafMojo {
  /**
   * A pattern of files, relative to the project's folder.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.source")
  private @Nullable String source;

  /**
   * The format of the files, such as {@code parquet}; what the files themselves say if not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.format")
  private @Nullable String format;

  /**
   * The encoding of records in files of records, such as {@code json}; what the first record says if not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.encoding")
  private @Nullable String encoding;

  /**
   * Settings of the format, an element for each: {@code <split>train</split>}.
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> settings = Map.of();

  /**
   * Whether records may refer to files outside the folder that they lie in.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.allowOutside", defaultValue = "false")
  private boolean allowOutside;

  SourceMojo(Services services) {
    super(services);
  }

  final @Nullable String source() {
    return source;
  }

  final Reading reading() {
    return new Reading(format, encoding, settings, allowOutside);
  }
}
