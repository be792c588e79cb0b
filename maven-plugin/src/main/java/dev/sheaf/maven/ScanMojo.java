package dev.sheaf.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What goals share that hold all the data against its record, and know when nothing has changed. */
abstract class ScanMojo extends ReadMojo {
  /**
   * How many findings are printed for a dataset; the rest is counted.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.maxFindings", defaultValue = "10")
  private int maxFindings;

  /**
   * How many warnings are printed for a dataset; 10 if not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.maxWarnings")
  private @Nullable Integer maxWarnings;

  /**
   * Whether to compare checksums too before files count as unchanged, which reads them; names, sizes and times if not.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.verify", defaultValue = "false")
  private boolean verify;

  /**
   * Whether to work although nothing has changed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.force", defaultValue = "false")
  private boolean force;

  ScanMojo(Services services) {
    super(services);
  }

  /** A call that holds a dataset against its record. */
  final Arguments scanning(String command, String id, Dataset dataset) throws MojoExecutionException {
    return reading(command, dataset)
        .with("--output", output(id))
        .with("--max-findings", dataset.maxFindings(maxFindings))
        .with("--max-warnings", maxWarnings)
        .flag("--verify", verify)
        .flag("--force", force);
  }
}
