package dev.sheaf.maven;

import java.io.File;
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
 * Reads all the real data against its record, and fails the build at what does not agree: with the file, the offset,
 * the field, what was expected and what was found. Does nothing if nothing has changed since that went well.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class ValidateMojo extends ScanMojo {
  private static final String ERROR = "error";

  /**
   * What fails the build: {@code error}, {@code warning} for errors and warnings, or {@code never} to print only.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.failOn", defaultValue = ERROR)
  private String failOn;

  /**
   * The folder for a file in JUnit's form about each dataset, {@code TEST-dataset.<id>.xml}, which build servers show
   * among the tests; none is written if not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.junitDirectory")
  private @Nullable File junitDirectory;

  /** Made by Maven. */
  @Inject
  public ValidateMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    String fails = dataset.failOn(failOn);
    Arguments arguments = scanning("validate", id, dataset)
        .with("--fail-on", fails.equals(ERROR) ? null : fails)
        .with("--junit", junitDirectory == null ? null : new File(junitDirectory, "TEST-dataset." + id + ".xml"));
    return List.of(reading(id, dataset, arguments));
  }
}
