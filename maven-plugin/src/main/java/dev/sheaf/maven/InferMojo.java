package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/**
 * Proposes a record for data that has none: its source text, with the sizes that agree as variables.
 *
 * <p>Needs no project.
 *
 * @since 0.1.0
 */
@Mojo(name = "infer", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class InferMojo extends SourceMojo {
  /**
   * The full name of the record, as {@code com.acme.Mesh}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.name", required = true)
  private String name;

  /**
   * The folder of source texts that the record is written to, below the folders of its package.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.inferDirectory", defaultValue = "${project.build.directory}/inferred")
  private File inferDirectory;

  /** Made by Maven. */
  @Inject
  public InferMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  void work() throws MojoExecutionException, MojoFailureException {
    String pattern = source();
    if (pattern == null) {
      throw new IllegalArgumentException("expected a <source> (dataset.source), found none: name the data, for example"
          + " -Ddataset.source='data/*.json'");
    }
    Arguments arguments = Arguments.of("infer")
        .with("--name", name)
        .with("--output", inferDirectory)
        .with("--base", base());
    reading().addTo(arguments);
    Path callFile = inferDirectory.toPath().resolve("infer.args");
    run(List.of(new Task("the data of " + name, arguments.followedBy(List.of(pattern)), base(), callFile,
        "no record describes all of " + pattern, "name files that are alike")));
    services().workspace().refresh(inferDirectory);
  }
}
