package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/**
 * Writes the index that the application opens: where each record of the data begins, and how long it is. Does nothing
 * if nothing has changed.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "index", defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class IndexMojo extends ScanMojo {
  private final MavenProjectHelper projects;

  /**
   * Whether to attach the indexes and the schemas to the project, as an artifact of type {@code zip} and classifier
   * {@code dataset}, so that other projects can depend on the datasets.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.attach", defaultValue = "false")
  private boolean attach;

  /** Made by Maven. */
  @Inject
  public IndexMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace,
      MavenProjectHelper projects) {
    super(new Services(toolchains, lifecycle, workspace));
    this.projects = projects;
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    return List.of(reading(id, dataset, scanning("index", id, dataset)));
  }

  @Override
  void finish(Map<String, Dataset> chosen) throws MojoExecutionException {
    if (attach && !chosen.isEmpty()) {
      Path file = Path.of(project().getBuild().getDirectory(), project().getBuild().getFinalName() + "-dataset.zip");
      DatasetArchive archive = new DatasetArchive(file);
      chosen.forEach((id, dataset) -> archive.add(id, output(id), dataset.schema()));
      archive.write(classPathElements());
      projects.attachArtifact(project(), "zip", "dataset", file.toFile());
    }
  }
}
