package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
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
 * Measures how fast the datasets are read on this machine, and says what bounds it: storage, decoding or the consumer.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "bench", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class BenchMojo extends ReadMojo {
  /**
   * The folder of the results in JSON, {@code <id>.json}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.benchDirectory", defaultValue = "${project.build.directory}/bench")
  private File benchDirectory;

  /**
   * How many rows a batch has.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.batch")
  private @Nullable Integer batch;

  /**
   * For how many seconds each measurement goes on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.seconds")
  private @Nullable String seconds;

  /**
   * Reads the rows in an order shuffled by this seed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.shuffle")
  private @Nullable Long shuffle;

  /** Made by Maven. */
  @Inject
  public BenchMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    Arguments arguments = reading("bench", dataset)
        .with("--batch", batch)
        .with("--seconds", seconds)
        .with("--shuffle", shuffle)
        .with("--json", output(id));
    return List.of(reading(id, dataset, arguments));
  }

  @Override
  Path output(String id) {
    return benchDirectory.toPath().resolve(id + ".json");
  }
}
