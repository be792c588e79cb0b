package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    run(task("mesh", "--schema", "com.acme.Mesh", "arguments", "testdata/*.json"));

    assertEquals(List.of("INFO validate --line-prefixes --progress lines --schema com.acme.Mesh arguments testdata/*.json"),
        log.lines());
  }

  @Test
  void startsNoWorkerForNothing() throws Exception {
    runner(new JavaFinder(folder.resolve("nothing"), NO_TOOLCHAINS, folder, 17)).run(List.of());

    assertEquals(List.of(), log.lines());
  }

  @Test
  void runsAllTasksInOneWorker() throws Exception {
    run(task("first", "pid"), task("second", "pid"));

    assertEquals(List.of("INFO Dataset 'first'", log.lines().get(1), "INFO Dataset 'second'", log.lines().get(1)), log.lines());
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
        () -> run(task("mesh", "say:[INFO] 3 files", "say:[ERROR] a.json: bad", "say:[ERROR] b.json: bad", "status:1")));

    assertEquals("""
        The data of 'mesh' does not agree with com.acme.Mesh:
          a.json: bad
          b.json: bad
        To go on, correct the data or the record; to repeat it without Maven, in %s: "%s" "@%s"
        """.formatted(folder, ChildJava.launcher(), argumentFile("mesh")).strip(), e.getMessage());
    assertEquals(List.of("INFO 3 files", "ERROR a.json: bad", "ERROR b.json: bad"), log.lines());
    assertTrue(Files.exists(argumentFile("mesh")));
  }

  @Test
  void repeatsTheFirstFindingsAndTheLineThatSumsUp() {
    MojoFailureException e = assertThrows(MojoFailureException.class, () -> run(task("mesh", "say:[ERROR] 1",
        "say:[ERROR] 2", "say:[ERROR] 3", "say:[ERROR] 4", "say:[ERROR] 5", "say:[ERROR] 6", "say:[ERROR] 6 findings", "status:1")));

    assertEquals(List.of("  1", "  2", "  3", "  4", "  5", "  ...", "  6 findings"),
        message(e).lines().skip(1).limit(7).toList());
  }

  @Test
  void goesThroughAllDatasetsBeforeItFails() {
    MojoFailureException e = assertThrows(MojoFailureException.class, () -> run(
        task("first", "say:[ERROR] a.json: bad", "status:1"),
        task("second", "say:[INFO] good"),
        task("third", "say:[ERROR] c.json: bad", "status:1")));

    assertEquals(List.of("INFO Dataset 'first'", "ERROR a.json: bad", "INFO Dataset 'second'", "INFO good", "INFO Dataset 'third'",
        "ERROR c.json: bad"), log.lines());
    assertEquals(List.of("The data of 'first' does not agree with com.acme.Mesh:", "  a.json: bad"),
        message(e).lines().limit(2).toList());
    assertTrue(message(e).contains("The data of 'third' does not agree with com.acme.Mesh:"), e::getMessage);
  }

  @Test
  void blamesTheConfigurationForWhatTheWorkerCannotBeginWith() {
    MojoExecutionException e = assertThrows(MojoExecutionException.class,
        () -> run(task("mesh", "say:[ERROR] no descriptor of com.acme.Mesh", "status:2")));

    assertEquals("""
        In the configuration of dataset 'mesh': no descriptor of com.acme.Mesh
        All parameters: mvn dataset:help -Ddetail -Dgoal=validate""", e.getMessage());
    assertFalse(Files.exists(argumentFile("mesh")));
  }

  @Test
  void isAnErrorOfTheBuildWhenTheWorkerCannotWork() {
    MojoExecutionException e = assertThrows(MojoExecutionException.class,
        () -> run(task("mesh", "say:[ERROR] no space left", "status:3")));

    assertEquals("""
        The worker for dataset 'mesh' ended with status 3: no space left
        To run it again without Maven, in %s: "%s" "@%s"
        """.formatted(folder, ChildJava.launcher(), argumentFile("mesh")).strip(), e.getMessage());
    assertTrue(Files.exists(argumentFile("mesh")));
  }

  @Test
  void saysThatAWorkerDiedWithoutAWord() {
    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> run(task("mesh", "die:137")));

    assertTrue(message(e).startsWith("The worker for dataset 'mesh' ended with status 137: it said nothing"),
        e::getMessage);
  }

  @Test
  void saysWhatItCouldNotStartAndWhere() {
    Path gone = folder.resolve("gone");
    Task task = new Task("dataset 'mesh'", List.of("validate"), gone, folder.resolve("mesh.args"), "", "");

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
    return new TaskRunner(log, java, List.of("-Dstdout.encoding=UTF-8"), FakeSheaf.class.getName(),
        List.of(ChildJava.classPath(Worker.class), ChildJava.classPath(FakeSheaf.class)));
  }

  private Task task(String id, String... script) {
    return new Task("dataset '" + id + "'", Arguments.of("validate").followedBy(List.of(script)), folder, argumentFile(id),
        "the data of '" + id + "' does not agree with com.acme.Mesh", "correct the data or the record");
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
