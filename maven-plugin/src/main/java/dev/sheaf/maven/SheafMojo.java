package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals share: the Java that works, its memory, and the way from a task to the goal's result. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
abstract class SheafMojo extends AbstractMojo {
  private static final String MAIN_CLASS = "dev.sheaf.cli.SheafWorker";

  private final Services services;

  /**
   * Does nothing at all.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The folder of the JDK that reads the data, 25 or later. If not set: the toolchain that the build has chosen, else
   * a JDK of {@code toolchains.xml}, else the Java that Maven runs on.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.jdk")
  private @Nullable File jdk;

  /**
   * How much memory the process that reads the data may take for its heap, as {@code 512m} or {@code 2g}; a quarter of
   * the machine's if not set, as Java does.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.memory")
  private @Nullable String memory;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> pluginArtifacts;

  SheafMojo(Services services) {
    this.services = services;
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as skip (dataset.skip) says.");
      return;
    }
    try {
      work();
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException("In the configuration of dataset-maven-plugin: " + e.getMessage()
          + System.lineSeparator() + "All parameters: mvn dataset:help -Ddetail -Dgoal=" + execution.getGoal(), e);
    }
  }

  /**
   * Does what the goal is for.
   *
   * @throws IllegalArgumentException if the configuration is wrong
   * @throws MojoFailureException if a command says no
   * @throws MojoExecutionException if a command cannot do its work
   */
  abstract void work() throws MojoExecutionException, MojoFailureException;

  /** Has the project compiled if the goal is called directly: no phase has run then. */
  @SuppressWarnings("unchecked") // Maven's map for the plugin is raw.
  final void compile() throws MojoExecutionException, MojoFailureException {
    new DirectCall(services.lifecycle(), session, execution).compile(getPluginContext());
  }

  /** Runs tasks, all in one worker. */
  final void run(List<Task> tasks) throws MojoExecutionException, MojoFailureException {
    Path named = jdk == null ? null : jdk.toPath();
    JavaFinder java = new JavaFinder(named, new MavenToolchains(services.toolchains(), session),
        Path.of(System.getProperty("java.home")), Runtime.version().feature());
    List<String> workerClassPath = pluginArtifacts.stream().map(artifact -> artifact.getFile().getPath()).toList();
    Path archive =
        ClassArchive.in(Path.of(project.getBuild().getDirectory(), "sheaf-worker"), workerClassPath);
    new TaskRunner(getLog(), java, WorkerOptions.of(memory, archive), MAIN_CLASS, workerClassPath).run(tasks);
  }

  final MavenProject project() {
    return project;
  }

  final MavenSession session() {
    return session;
  }

  final MojoExecution execution() {
    return execution;
  }

  final Services services() {
    return services;
  }

  /** The folder that relative names in the configuration start from. */
  final Path base() {
    File folder = project.getBasedir();
    return (folder == null ? Path.of("") : folder.toPath()).toAbsolutePath();
  }

  /** The folders and jars where the descriptors of records are. */
  final List<String> classPathElements() throws MojoExecutionException {
    try {
      return project.getRuntimeClasspathElements();
    } catch (DependencyResolutionRequiredException e) {
      throw new MojoExecutionException("Expected the runtime class path of " + project.getId() + " to be resolved", e);
    }
  }

  final String classPath() throws MojoExecutionException {
    return String.join(File.pathSeparator, classPathElements());
  }
}
