package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.build.BuildContext;
import org.jspecify.annotations.Nullable;

/** What goals over the configured datasets share: which they are, and a task or more for each. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
abstract class DatasetMojo extends SourceMojo {
  /**
   * The datasets, each a {@code <dataset>} with a {@code <schema>}, the binary name of the annotated record; its files:
   * a {@code <source>} or several in {@code <sources>}, patterns of files relative to the project's folder, or a
   * {@code <directory>} with {@code <includes>} and {@code <excludes>} in Maven's patterns; and, if the simple
   * name of the record will not do, an {@code <id>} that names the dataset in messages and its folder below the
   * output folder. A dataset may have a {@code <format>}, {@code <encoding>}, {@code <settings>}, {@code <allowOutside>},
   * {@code <threads>}, {@code <maxFindings>}, {@code <failOn>} and {@code <skip>} of its own.
   *
   * @since 0.1.0
   */
  @Parameter
  private List<Dataset> datasets = List.of();

  /**
   * The record of the only dataset, whose files {@code source} names; in place of those in {@code datasets}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.schema")
  private @Nullable String schema;

  /**
   * The ids of the datasets to take, of those that are configured; all if not set.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.ids")
  private List<String> ids = List.of();

  /**
   * The folder for what is written about the datasets: one folder for each, named by its id.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.outputDirectory", defaultValue = "${project.build.directory}/sheaf")
  private File outputDirectory;

  DatasetMojo(Services services) {
    super(services);
  }

  @Override
  final void work() throws MojoExecutionException, MojoFailureException {
    if ("pom".equals(project().getPackaging())) {
      getLog().info("Nothing to do: a project of packaging pom has no records.");
      return;
    }
    Map<String, Dataset> chosen = chosen(configured());
    // Also where there is no data: the modules that come after may need the classes.
    compile();
    if (!chosen.isEmpty() && hasChanges(chosen)) {
      List<Task> tasks = new ArrayList<>();
      for (Map.Entry<String, Dataset> dataset : chosen.entrySet()) {
        tasks.addAll(tasks(dataset.getKey(), dataset.getValue()));
      }
      run(tasks);
      for (String id : chosen.keySet()) {
        services().workspace().refresh(output(id).toFile());
      }
    }
    finish(chosen);
  }

  /** What the worker has to do with a dataset. */
  abstract List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException;

  /** The folder or file that the goal writes for a dataset. */
  Path output(String id) {
    return outputDirectory().resolve(id);
  }

  /** What is left to do when all datasets are well. */
  void finish(Map<String, Dataset> chosen) throws MojoExecutionException {}

  final Path outputDirectory() {
    return outputDirectory.toPath();
  }

  /** A call about a record. */
  final Arguments arguments(String command, Dataset dataset) throws MojoExecutionException {
    return Arguments.of(command).with("--schema", dataset.schema()).with("--classpath", classPath());
  }

  /** A call about a record and its data. */
  final Arguments reading(String command, Dataset dataset) throws MojoExecutionException {
    return dataset.reading(reading()).addTo(arguments(command, dataset).with("--base", base()));
  }

  /** The patterns and files of a dataset; says so where listing them costs noticeable time. */
  final List<String> sources(String id, Dataset dataset) {
    List<String> sources = dataset.sources(base());
    if (sources.size() > FileSet.MANY) {
      getLog().info("Dataset '" + id + "' names " + sources.size() + " files one by one; a pattern in <source> names them faster.");
    }
    return sources;
  }

  /** The task of a call that finds nothing. */
  final Task task(String id, List<String> arguments) {
    return task(id, arguments, "'" + id + "' is not well", "see above");
  }

  /** The task of a call. */
  final Task task(String id, List<String> arguments, String refusal, String remedy) {
    Path callFile = outputDirectory().resolve(id + "." + execution().getGoal() + ".args");
    return new Task("dataset '" + id + "'", arguments, base(), callFile, refusal, remedy);
  }

  private Map<String, Dataset> configured() {
    List<Dataset> all = datasets;
    if (schema != null) {
      Dataset only = new Dataset();
      only.setSchema(schema);
      if (source() != null) {
        only.setSource(source());
      }
      all = List.of(only);
    }
    Map<String, Dataset> byId = new LinkedHashMap<>();
    for (Dataset dataset : all) {
      dataset.schema();
      if (byId.putIfAbsent(dataset.id(), dataset) != null) {
        throw new IllegalArgumentException("expected datasets with different ids, found '" + dataset.id()
            + "' twice: give each its <id>");
      }
    }
    return byId;
  }

  /** Those that are wanted; says why if there is none. */
  private Map<String, Dataset> chosen(Map<String, Dataset> configured) {
    if (configured.isEmpty()) {
      getLog().info("Nothing to do: no datasets are configured. Name them in the plugin's <configuration>, for example"
          + " <datasets><dataset><schema>com.acme.Mesh</schema><source>testdata/*.json</source></dataset></datasets>");
    }
    List<String> unknown = ids.stream().filter(id -> !configured.containsKey(id)).toList();
    // In a build of many modules, those without the dataset have nothing to do with it.
    if (!unknown.isEmpty() && session().getProjects().size() == 1) {
      throw new IllegalArgumentException("expected ids of datasets in dataset.ids, found " + unknown + ": there are "
          + configured.keySet());
    }
    Map<String, Dataset> chosen = new LinkedHashMap<>(configured);
    if (!ids.isEmpty()) {
      chosen.keySet().retainAll(ids);
      if (chosen.isEmpty()) {
        getLog().info("Nothing to do: dataset.ids names none of the datasets here.");
      }
    }
    if (chosen.entrySet().removeIf(dataset -> dataset.getValue().skipped()) && chosen.isEmpty()) {
      getLog().info("Skipped, as the datasets themselves say.");
    }
    return chosen;
  }

  /** Whether an IDE, asked after a change in its workspace, knows of one that matters here. */
  private boolean hasChanges(Map<String, Dataset> chosen) {
    BuildContext workspace = services().workspace();
    if (!workspace.isIncremental()) {
      return true;
    }
    Path classes = Path.of(project().getBuild().getOutputDirectory());
    return Stream.concat(Stream.of(classes), chosen.values().stream().flatMap(dataset -> dataset.places(base()).stream()))
        // What lies outside the project is not its business to watch.
        .anyMatch(place -> !place.startsWith(base()) || workspace.hasDelta(place.toFile()));
  }
}
