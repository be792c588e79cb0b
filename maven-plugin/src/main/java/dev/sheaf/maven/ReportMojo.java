package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes a page about each dataset: counts, ranges, histograms, shapes, pictures, and what validation has found. It is
 * one file that needs no network.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class ReportMojo extends ReadMojo {
  /**
   * The folder of the pages, {@code <id>.html}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.reportDirectory", defaultValue = "${project.build.directory}/reports/dataset")
  private File reportDirectory;

  /**
   * The title of the page; the name of the record if not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.title")
  private @Nullable String title;

  /**
   * How many rows are shown as samples.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.samples")
  private @Nullable Integer samples;

  /** Made by Maven. */
  @Inject
  public ReportMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    Path validation = outputDirectory().resolve(id).resolve("validation.json");
    Arguments arguments = reading("report", dataset)
        .with("--output", output(id))
        .with("--validation", Files.exists(validation) ? validation : null)
        .with("--title", title)
        .with("--samples", samples);
    return List.of(reading(id, dataset, arguments));
  }

  @Override
  Path output(String id) {
    return reportDirectory.toPath().resolve(id + ".html");
  }
}
