package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each goal asks of the command line. */
class GoalArgumentsTest {
  @TempDir Path folder;
  private final Dataset mesh = new Dataset();

  @BeforeEach
  void configure() {
    mesh.setSchema("com.acme.Mesh");
    mesh.setSource("data/*.json");
  }

  @Test
  void validatesWithTheUsualArguments() throws Exception {
    ConfiguredGoal<ValidateMojo> goal = scanning(goal(ValidateMojo::new, "validate")).with("failOn", "error");

    assertEquals(List.of("validate --schema com.acme.Mesh --classpath CLASSES --base BASE --output BASE/target/sheaf/Mesh"
        + " --max-findings 10 data/*.json"), calls(goal));
  }

  @Test
  void validatesAsTheGoalSays() throws Exception {
    ConfiguredGoal<ValidateMojo> goal = scanning(goal(ValidateMojo::new, "validate"))
        .with("failOn", "warning").with("junitDirectory", folder.resolve("junit").toFile()).with("verify", true)
        .with("force", true).with("allowOutside", true).with("threads", 3).with("maxFindings", 5).with("encoding", "json")
        .with("settings", Map.of("a", "b"));

    assertEquals(List.of("validate --schema com.acme.Mesh --classpath CLASSES --base BASE --encoding json --set a=b"
        + " --allow-outside --output BASE/target/sheaf/Mesh --max-findings 5 --verify --force --fail-on warning"
        + " --junit BASE/junit/TEST-dataset.Mesh.xml --threads 3 data/*.json"), calls(goal));
  }

  @Test
  void validatesAsTheDatasetSays() throws Exception {
    mesh.setFailOn("never");
    mesh.setThreads(1);
    mesh.setMaxFindings(0);
    mesh.setFormat("csv");
    ConfiguredGoal<ValidateMojo> goal = scanning(goal(ValidateMojo::new, "validate"))
        .with("failOn", "error").with("threads", 3).with("format", "json");

    assertEquals(List.of("validate --schema com.acme.Mesh --classpath CLASSES --base BASE --format csv"
        + " --output BASE/target/sheaf/Mesh --max-findings 0 --fail-on never --threads 1 data/*.json"), calls(goal));
  }

  @Test
  void indexes() throws Exception {
    ConfiguredGoal<IndexMojo> goal = scanning(goal(GoalArgumentsTest::index, "index"));

    assertEquals(List.of("index --schema com.acme.Mesh --classpath CLASSES --base BASE --output BASE/target/sheaf/Mesh"
        + " --max-findings 10 data/*.json"), calls(goal));
  }

  @Test
  void packs() throws Exception {
    ConfiguredGoal<PackMojo> goal = goal(PackMojo::new, "pack")
        .with("packDirectory", folder.resolve("packed").toFile()).with("shardRows", 1000L).with("shardBytes", "64MiB")
        .with("shuffle", 7L).with("splits", List.of("train=0.9", "test=0.1")).with("force", true);

    assertEquals(List.of("pack --schema com.acme.Mesh --classpath CLASSES --base BASE --output BASE/packed/Mesh"
        + " --shard-rows 1000 --shard-bytes 64MiB --shuffle 7 --split train=0.9 --split test=0.1 --force data/*.json"),
        calls(goal));
  }

  @Test
  void inspects() throws Exception {
    ConfiguredGoal<InspectMojo> goal = goal(InspectMojo::new, "inspect").with("records", 3)
        .with("batch", 32).with("prefetch", 2).with("shuffleWindow", 100).with("budget", "2GiB").with("json", true);

    assertEquals(List.of("inspect --schema com.acme.Mesh --classpath CLASSES --base BASE --records 3 --batch 32"
        + " --prefetch 2 --shuffle-window 100 --memory 2GiB --json data/*.json"), calls(goal));
  }

  @Test
  void reportsWithWhatValidationFound() throws Exception {
    ConfiguredGoal<ReportMojo> goal = goal(ReportMojo::new, "report")
        .with("reportDirectory", folder.resolve("reports").toFile()).with("title", "All meshes").with("samples", 4);
    assertEquals(List.of("report --schema com.acme.Mesh --classpath CLASSES --base BASE --output BASE/reports/Mesh.html"
        + " --title All meshes --samples 4 data/*.json"), calls(goal));

    write("target/sheaf/Mesh/validation.json");
    assertEquals(List.of("report --schema com.acme.Mesh --classpath CLASSES --base BASE --output BASE/reports/Mesh.html"
        + " --validation BASE/target/sheaf/Mesh/validation.json --title All meshes --samples 4 data/*.json"), calls(goal));
  }

  @Test
  void writesTheSchemaInEachForm() throws Exception {
    Dataset withoutData = new Dataset();
    withoutData.setSchema("com.acme.Mesh");
    ConfiguredGoal<SchemaMojo> goal = goal(SchemaMojo::new, "schema")
        .with("schemaDirectory", folder.resolve("schemas").toFile()).with("forms", List.of("json-schema", "arrow"));

    assertEquals(List.of(
        "schema --schema com.acme.Mesh --classpath CLASSES --form json-schema --output BASE/schemas/Mesh.schema.json",
        "schema --schema com.acme.Mesh --classpath CLASSES --form arrow --output BASE/schemas/Mesh.arrow"),
        calls(goal, withoutData));
  }

  @Test
  void measures() throws Exception {
    ConfiguredGoal<BenchMojo> goal = goal(BenchMojo::new, "bench")
        .with("benchDirectory", folder.resolve("bench").toFile()).with("batch", 32).with("seconds", "2").with("shuffle", 7L)
        .with("threads", 2);

    assertEquals(List.of("bench --schema com.acme.Mesh --classpath CLASSES --base BASE --batch 32 --seconds 2 --shuffle 7"
        + " --json BASE/bench/Mesh.json --threads 2 data/*.json"), calls(goal));
  }

  @Test
  void handsOnFilesForMavensPatterns() throws Exception {
    write("data/a.json");
    write("data/b.json");
    Dataset listed = new Dataset();
    listed.setSchema("com.acme.Mesh");
    listed.setDirectory(folder.resolve("data").toFile());
    listed.setExcludes(List.of("a*"));
    ConfiguredGoal<IndexMojo> goal = scanning(goal(GoalArgumentsTest::index, "index"));

    assertEquals(List.of("index --schema com.acme.Mesh --classpath CLASSES --base BASE --output BASE/target/sheaf/Mesh"
        + " --max-findings 10 data/b.json"), calls(goal, listed));
  }

  @Test
  void saysWhichGoalsParametersToReadWhenTheyAreWrong() {
    ConfiguredGoal<IndexMojo> goal = goal(GoalArgumentsTest::index, "index").with("datasets", List.of(mesh, mesh));

    MojoExecutionException e = assertThrows(MojoExecutionException.class, goal.mojo()::execute);

    assertEquals("""
        In the configuration of dataset-maven-plugin: expected datasets with different ids, found 'Mesh' twice: give each its <id>
        All parameters: mvn dataset:help -Ddetail -Dgoal=index""", e.getMessage());
  }

  @Test
  void refusesAnIdThatNoDatasetHas() {
    ConfiguredGoal<IndexMojo> goal = goal(GoalArgumentsTest::index, "index").with("datasets", List.of(mesh))
        .with("ids", List.of("Mesh", "Mush"));

    MojoExecutionException e = assertThrows(MojoExecutionException.class, goal.mojo()::execute);

    assertEquals("""
        In the configuration of dataset-maven-plugin: expected ids of datasets in dataset.ids, found [Mush]: there are [Mesh]
        All parameters: mvn dataset:help -Ddetail -Dgoal=index""", e.getMessage());
  }

  private static IndexMojo index(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {
    return new IndexMojo(toolchains, lifecycle, workspace, ConfiguredGoal.nothing(MavenProjectHelper.class));
  }

  private <M extends DatasetMojo> ConfiguredGoal<M> goal(ConfiguredGoal.Constructor<M> mojo, String name) {
    return new ConfiguredGoal<>(mojo, Workspace.none(), name, folder).with("outputDirectory", folder.resolve("target/sheaf").toFile());
  }

  private <M extends ScanMojo> ConfiguredGoal<M> scanning(ConfiguredGoal<M> goal) {
    return goal.with("maxFindings", 10);
  }

  private <M extends DatasetMojo> List<String> calls(ConfiguredGoal<M> goal) throws MojoExecutionException {
    return calls(goal, mesh);
  }

  private <M extends DatasetMojo> List<String> calls(ConfiguredGoal<M> goal, Dataset dataset) throws MojoExecutionException {
    return goal.mojo().tasks(dataset.id(), dataset).stream().map(task -> String.join(" ", task.arguments())
        .replace(folder.resolve("target/classes").toString(), "CLASSES").replace(folder.toString(), "BASE")).toList();
  }

  private void write(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), "{}");
  }
}
