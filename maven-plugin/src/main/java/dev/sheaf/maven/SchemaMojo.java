package dev.sheaf.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/**
 * Writes the schemas of the datasets in the forms of others: JSON Schema, Markdown, Arrow, Parquet.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "schema", defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in before it calls execute().
public final class SchemaMojo extends DatasetMojo {
  private static final Map<String, String> ENDINGS =
      Map.of("json-schema", ".schema.json", "markdown", ".md", "descriptor", ".schema");

  /**
   * The folder of the files, each named by its dataset's id.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.schemaDirectory", defaultValue = "${project.build.directory}/schemas")
  private File schemaDirectory;

  /**
   * The forms: {@code json-schema}, {@code markdown}, {@code arrow}, {@code parquet}, {@code descriptor}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "dataset.forms", defaultValue = "json-schema,markdown")
  private List<String> forms;

  /** Made by Maven. */
  @Inject
  public SchemaMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    super(new Services(toolchains, lifecycle, workspace));
  }

  @Override
  List<Task> tasks(String id, Dataset dataset) throws MojoExecutionException {
    List<Task> tasks = new ArrayList<>();
    for (String form : forms) {
      tasks.add(task(id, dataset, form));
    }
    return tasks;
  }

  private Task task(String id, Dataset dataset, String form) throws MojoExecutionException {
    Arguments arguments = arguments("schema", dataset)
        .with("--form", form)
        .with("--output", output(id).resolve(id + ENDINGS.getOrDefault(form, "." + form)));
    return task(id, arguments.followedBy(List.of()));
  }

  @Override
  Path output(String id) {
    return schemaDirectory.toPath();
  }
}
