package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.jspecify.annotations.Nullable;

/** The parameters that all goals share, and the way from them to the worker. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
abstract class DatasetMojo extends AbstractMojo {
  private static final String MAIN_CLASS = "dev.sheaf.cli.Sheaf";

  private final String command;
  private final ToolchainManager toolchains;
  private final LifecycleExecutor lifecycle;

  /**
   * The datasets, each a {@code <dataset>} with a {@code <schema>}, the binary name of the annotated record; a {@code
   * <source>} or several in {@code <sources>}, patterns of files relative to the project's folder; and, if the simple
   * name of the record will not do, an {@code <id>} that names the dataset in messages and its folder below the
   * output folder.
   *
   * @since 0.1.0
   */
  @Parameter
  private List<Dataset> datasets = List.of();

  /**
   * Does nothing at all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder for what is written about the datasets: one folder for each, named by its id.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.outputDirectory", defaultValue = "${project.build.directory}/sheaf")
  private File outputDirectory;

  /**
   * The folder of the JDK that reads the data, 25 or later. If not set: the toolchain that the build has chosen, else
   * a JDK of {@code toolchains.xml}, else the Java that Maven runs on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.jdk")
  private @Nullable File jdk;

  /**
   * How many findings are printed for a dataset; the rest is counted.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.maxFindings", defaultValue = "10")
  private int maxFindings;

  /**
   * How many threads read the data; 0 for as many as there are cores.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.threads", defaultValue = "0")
  private int threads;

  /**
   * Whether records may refer to files outside the folder that they lie in.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.allowOutside", defaultValue = "false")
  private boolean allowOutside;

  /**
   * Whether to work although nothing has changed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.force", defaultValue = "false")
  private boolean force;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> pluginArtifacts;

  DatasetMojo(String command, ToolchainManager toolchains, LifecycleExecutor lifecycle) {
    this.command = command;
    this.toolchains = toolchains;
    this.lifecycle = lifecycle;
  }

  @Override
  @SuppressWarnings("unchecked") // Maven's map for the plugin is raw.
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as skip (dataset.skip) says.");
    } else if ("pom".equals(project.getPackaging())) {
      getLog().info("Nothing to do: a project of packaging pom has no records.");
    } else {
      List<Task> tasks = tasks();
      // Also where there is no data: the modules that come after may need the classes.
      new DirectCall(lifecycle, session, execution).compile(getPluginContext());
      if (tasks.isEmpty()) {
        getLog().info("Nothing to do: no datasets are configured. Name them in the plugin's <configuration>, for example"
            + " <datasets><dataset><schema>com.acme.Mesh</schema><source>testdata/*.json</source></dataset></datasets>");
      } else {
        runner().run(tasks);
      }
    }
  }

  private List<Task> tasks() throws MojoExecutionException {
    List<String> classPath = classPath();
    Path base = project.getBasedir().toPath();
    Set<String> ids = new HashSet<>();
    List<Task> tasks = new ArrayList<>();
    try {
      for (Dataset dataset : datasets) {
        DatasetFiles files = dataset.files();
        if (!ids.add(files.id())) {
          throw new IllegalArgumentException("expected datasets with different ids, found '" + files.id()
              + "' twice: give each its <id>");
        }
        Path output = outputDirectory.toPath().resolve(files.id());
        tasks.add(new Task(command, files, classPath, base, output, maxFindings, threads, allowOutside, force));
      }
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException("In the configuration of dataset-maven-plugin: " + e.getMessage(), e);
    }
    return tasks;
  }

  private List<String> classPath() throws MojoExecutionException {
    try {
      return project.getRuntimeClasspathElements();
    } catch (DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("Expected the runtime class path of " + project.getId() + " to be resolved", e);
    }
  }

  private TaskRunner runner() {
    Path named = jdk == null ? null : jdk.toPath();
    JavaFinder java = new JavaFinder(named, new MavenToolchains(toolchains, session),
        Path.of(System.getProperty("java.home")), Runtime.version().feature());
    List<String> workerClassPath = pluginArtifacts.stream().map(artifact -> artifact.getFile().getPath()).toList();
    return new TaskRunner(getLog(), java, MAIN_CLASS, workerClassPath);
  }
}
