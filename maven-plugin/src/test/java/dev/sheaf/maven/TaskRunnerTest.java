package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TaskRunnerTest {
  @TempDir Path folder;

  private final RecordedLog log = new RecordedLog();

  @Test
  void asksTheWorkerInItsOwnWords() throws Exception {
    DatasetFiles dataset = new DatasetFiles("mesh", "com.acme.Mesh", List.of("arguments", "testdata/*.json"));
    Path output = folder.resolve("out/mesh");

    run(new Task("validate", dataset, List.of("classes", "a b.jar"), folder, output, 20, 0, false, false));

    assertEquals(List.of("INFO validate --schema com.acme.Mesh --classpath classes" + File.pathSeparator + "a b.jar"
        + " --base " + folder + " --output " + folder.resolve("out/mesh") + " --max-findings 20 arguments testdata/*.json"
        + " --line-prefixes --exit-with-stdin --progress lines"), log.lines());
  }

  @Test
  void passesOnWhatIsNotTheDefault() {
    DatasetFiles dataset = new DatasetFiles("mesh", "com.acme.Mesh", List.of("a.json"));

    Task task = new Task("index", dataset, List.of("classes"), folder, folder.resolve("out"), 5, 3, true, true);

    assertEquals(List.of("index", "--schema", "com.acme.Mesh", "--classpath", "classes", "--base", folder.toString(),
        "--output", folder.resolve("out").toString(), "--max-findings", "5", "--threads", "3", "--allow-outside", "--force",
        "a.json"), task.arguments());
  }

  @Test
  void leavesNoFileOfArgumentsWhenAllIsWell() throws Exception {
    run(task("mesh", "say:[INFO] 10 files, nothing changed"));

    assertEquals(List.of("INFO 10 files, nothing changed"), log.lines());
    assertFalse(Files.exists(argumentFile("mesh")));
  }

  @Test
  void failsWithTheFindingsAndTheCommandThatShowsThemAgain() {
    MojoFailureException e = assertThrows(MojoFailureException.class,
        () -> run(task("mesh", "say:[INFO] 3 files", "say:[ERROR] a.json: bad", "say:[ERROR] b.json: bad", "exit:1")));

    assertEquals("""
        The data of 'mesh' does not agree with com.acme.Mesh:
          a.json: bad
          b.json: bad
        To go on, correct the data or the record; to check without Maven, in %s: "%s" "@%s"
        """.formatted(folder, ChildJava.launcher(), argumentFile("mesh")).strip(), e.getMessage());
    assertEquals(List.of("INFO 3 files", "ERROR a.json: bad", "ERROR b.json: bad"), log.lines());
    assertTrue(Files.exists(argumentFile("mesh")));
  }

  @Test
  void repeatsTheFirstFindingsAndTheLineThatSumsUp() {
    MojoFailureException e = assertThrows(MojoFailureException.class, () -> run(task("mesh", "say:[ERROR] 1",
        "say:[ERROR] 2", "say:[ERROR] 3", "say:[ERROR] 4", "say:[ERROR] 5", "say:[ERROR] 6", "say:[ERROR] 6 findings", "exit:1")));

    assertEquals(List.of("  1", "  2", "  3", "  4", "  5", "  ...", "  6 findings"),
        message(e).lines().skip(1).limit(7).toList());
  }

  @Test
  void goesThroughAllDatasetsBeforeItFails() {
    MojoFailureException e = assertThrows(MojoFailureException.class, () -> run(
        task("first", "say:[ERROR] a.json: bad", "exit:1"),
        task("second", "say:[INFO] good"),
        task("third", "say:[ERROR] c.json: bad", "exit:1")));

    assertEquals(List.of("INFO Dataset 'first'", "ERROR a.json: bad", "INFO Dataset 'second'", "INFO good", "INFO Dataset 'third'",
        "ERROR c.json: bad"), log.lines());
    assertEquals(List.of("The data of 'first' does not agree with com.acme.Mesh:", "  a.json: bad"),
        message(e).lines().limit(2).toList());
    assertTrue(message(e).contains("The data of 'third' does not agree with com.acme.Mesh:"), e::getMessage);
  }

  @Test
  void blamesTheConfigurationForWhatTheWorkerCannotBeginWith() {
    MojoExecutionException e = assertThrows(MojoExecutionException.class,
        () -> run(task("mesh", "say:[ERROR] no descriptor of com.acme.Mesh", "exit:2")));

    assertEquals("In the configuration of the dataset 'mesh': no descriptor of com.acme.Mesh", e.getMessage());
    assertFalse(Files.exists(argumentFile("mesh")));
  }

  @Test
  void isAnErrorOfTheBuildWhenTheWorkerCannotWork() {
    MojoExecutionException e = assertThrows(MojoExecutionException.class,
        () -> run(task("mesh", "say:[ERROR] no space left", "exit:3")));

    assertEquals("""
        The worker for the dataset 'mesh' ended with status 3: no space left
        To run it again without Maven, in %s: "%s" "@%s"
        """.formatted(folder, ChildJava.launcher(), argumentFile("mesh")).strip(), e.getMessage());
    assertTrue(Files.exists(argumentFile("mesh")));
  }

  @Test
  void saysThatAWorkerDiedWithoutAWord() {
    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> run(task("mesh", "exit:137")));

    assertTrue(message(e).startsWith("The worker for the dataset 'mesh' ended with status 137: it said nothing"),
        e::getMessage);
  }

  @Test
  void saysWhatItCouldNotStartAndWhere() {
    Path gone = folder.resolve("gone");
    DatasetFiles dataset = new DatasetFiles("mesh", "com.acme.Mesh", List.of("arguments"));
    Task task = new Task("validate", dataset, List.of("classes"), gone, folder.resolve("sheaf/mesh"), 20, 0, false, false);

    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> run(task));

    assertTrue(message(e).startsWith("Expected to start " + ChildJava.launcher() + " in " + gone + ": "), e::getMessage);
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private void run(Task... tasks) throws Exception {
    runner(new JavaFinder(ChildJava.home(), NO_TOOLCHAINS, ChildJava.home(), Runtime.version().feature())).run(List.of(tasks));
  }

  private TaskRunner runner(JavaFinder java) {
    return new TaskRunner(log, java, FakeSheaf.class.getName(),
        List.of(ChildJava.classPath(Worker.class), ChildJava.classPath(FakeSheaf.class)));
  }

  private Task task(String id, String... script) {
    DatasetFiles dataset = new DatasetFiles(id, "com.acme.Mesh", List.of(script));
    return new Task("validate", dataset, List.of("classes"), folder, folder.resolve("sheaf").resolve(id), 20, 0, false, false);
  }

  private Path argumentFile(String id) {
    return folder.resolve("sheaf").resolve(id + ".validate.args");
  }

  private static final Toolchains NO_TOOLCHAINS = new Toolchains() {
    @Override
    public Optional<Path> launcherOfBuild() {
      return Optional.empty();
    }

    @Override
    public List<Path> launchers(String versionRange) {
      return List.of();
    }
  };
}
