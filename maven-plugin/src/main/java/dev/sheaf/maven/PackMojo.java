package dev.sheaf.maven;

import java.io.File;
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
 * Writes the datasets in the packed form, which reads fastest: in shards, shuffled and split if that is wanted. A run
 * that was interrupted is resumed. Does nothing if nothing has changed.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "pack", defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class PackMojo extends ReadMojo {
  /**
   * The folder for what is packed: one folder for each dataset, named by its id.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.packDirectory", defaultValue = "${project.build.directory}/packed")
  private File packDirectory;

  /**
   * How many rows a shard has at most.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.shardRows")
  private @Nullable Long shardRows;

  /**
   * How large a shard is about, as {@code 64MiB} or {@code 1GB}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.shardBytes")
  private @Nullable String shardBytes;

  /**
   * Shuffles the rows, once, with this seed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.shuffle")
  private @Nullable Long shuffle;

  /**
   * Parts of the dataset, each in a folder of its own: {@code train=0.9} and {@code test=0.1}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.splits")
  private List<String> splits = List.of();

  /**
   * Whether to work although nothing has changed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.force", defaultValue = "false")
  private boolean force;

  /** Made by Maven. */
  @Inject
  public PackMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    Arguments arguments = reading("pack", dataset)
        .with("--output", output(id))
        .with("--shard-rows", shardRows)
        .with("--shard-bytes", shardBytes)
        .with("--shuffle", shuffle)
        .withEach("--split", splits)
        .flag("--force", force);
    return List.of(reading(id, dataset, arguments));
  }

  @Override
  Path output(String id) {
    return packDirectory.toPath().resolve(id);
  }
}
