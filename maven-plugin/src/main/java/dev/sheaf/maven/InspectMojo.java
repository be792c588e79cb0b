package dev.sheaf.maven;

import java.util.List;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the datasets are: schema, counts, shapes, a few rows, how they are stored, and what a pipeline over them
 * takes of memory.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "inspect", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class InspectMojo extends DatasetMojo {
  /**
   * How many rows are shown.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.records")
  private @Nullable Integer records;

  /**
   * How many rows a batch of the memory plan has.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.batch")
  private @Nullable Integer batch;

  /**
   * How many batches of the memory plan are made ahead.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.prefetch")
  private @Nullable Integer prefetch;

  /**
   * How many rows of the memory plan are held to shuffle among.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.shuffleWindow")
  private @Nullable Integer shuffleWindow;

  /**
   * How much memory the plan may take, as {@code 2GiB}; the goal fails if it takes more.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.budget")
  private @Nullable String budget;

  /**
   * Whether to print JSON, for programs.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.json", defaultValue = "false")
  private boolean json;

  /** Made by Maven. */
  @Inject
  public InspectMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    Arguments arguments = reading("inspect", dataset)
        .with("--records", records)
        .with("--batch", batch)
        .with("--prefetch", prefetch)
        .with("--shuffle-window", shuffleWindow)
        .with("--memory", budget)
        .flag("--json", json);
    return List.of(task(id, arguments.followedBy(sources(id, dataset)), "a pipeline over '" + id + "' takes more than its budget",
        "make batches, queue or window smaller, or the <budget> (dataset.budget) larger"));
  }
}
