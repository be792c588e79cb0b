package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/**
 * Compares two schemas, or the schemas of two datasets, and fails the build if readers of the old one could not read the
 * new: a gate for releases.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "diff", defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class DiffMojo extends SheafMojo {
  /**
   * What there was: a descriptor file, a dataset's folder or file, or the name of a record.
   *
   * @since 0.1.0
   */
  @Parameter(name = "old", property = "dataset.old", required = true)
  private String older;

  /**
   * What there is, in the same forms.
   *
   * @since 0.1.0
   */
  @Parameter(name = "new", property = "dataset.new", required = true)
  private String newer;

  /**
   * Which changes fail the build: {@code breaking} ones, {@code widening} ones too, or {@code never} any.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.failOnChange", defaultValue = "breaking")
  private String failOnChange;

  /** Made by Maven. */
  @Inject
  public DiffMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  /** Maven looks for the name of the parameter, which is no name of a field in Java. */
  public void setOld(String place) {
    older = place;
  }

  /** The same. */
  public void setNew(String place) {
    newer = place;
  }

  @Override
  void work() throws MojoExecutionException, MojoFailureException {
    compile();
    Arguments arguments = Arguments.of("diff").with("--classpath", classPath()).with("--fail-on", failOnChange);
    Path callFile = Path.of(project().getBuild().getDirectory(), "sheaf", "diff.args");
    run(List.of(new Task("what is compared", arguments.followedBy(List.of(older, newer)), base(), callFile,
        "between " + older + " and " + newer + " there is what failOnChange (" + failOnChange + ") refuses",
        "take the change back, give the record a new name, or allow it with -Ddataset.failOnChange=never")));
  }
}
