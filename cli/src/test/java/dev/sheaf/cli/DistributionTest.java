package dev.sheaf.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The archive that people unpack, and the launcher in it.
@Tag("distribution")
@EnabledOnOs({OS.LINUX, OS.MAC})
class DistributionTest {
  private static final String ARCHIVE = System.getProperty("sheaf.distribution");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void unpack() throws IOException, InterruptedException {
    Path unpacked = Files.createDirectories(folder.resolve("with spaces"));
    assertEquals(
        0, new ProcessBuilder("tar", "-xzf", ARCHIVE + ".tar.gz", "-C", unpacked.toString()).start().waitFor());
    home = unpacked.resolve(Path.of(ARCHIVE).getFileName());
  }

  @Test
  void runsWhereverItWasUnpacked() throws IOException, InterruptedException {
    Outcome version = launch(Map.of("JAVA_HOME", System.getProperty("java.home")), "--version");
    assertEquals(0, version.status(), version.err());
    String release = Path.of(ARCHIVE).getFileName().toString().replaceFirst("sheaf-", "");
    assertEquals("sheaf " + release + "\n", version.out());
    assertEquals("", version.err(), "no warning of the JVM either");
  }

  @Test
  void runsThroughALinkAndKeepsItsExitStatus() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("sheaf"), home.resolve("bin/sheaf"));
    Path again = Files.createSymbolicLink(folder.resolve("sh"), Path.of("sheaf"));
    assertTrue(Files.isSymbolicLink(link));
    Outcome outcome = launch(again, Map.of("JAVA_HOME", System.getProperty("java.home")), "validate", "--schema", "x y");
    assertEquals(2, outcome.status());
    assertEquals("Missing required parameter: 'SOURCE'\nSee 'sheaf validate --help'.\n", outcome.err());
  }

  @Test
  void readsEveryFormat() throws IOException, InterruptedException {
    Outcome outcome =
        launch(
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            "validate", "--schema", "none", "--format", "none", "--classpath", folder.toString(), "x");
    assertEquals(2, outcome.status());
    Set<String> jars = new TreeSet<>();
    try (Stream<Path> files = Files.list(home.resolve("lib"))) {
      files.forEach(jar -> jars.add(jar.getFileName().toString().replaceFirst("-\\d.*", "")));
    }
    assertTrue(
        jars.containsAll(
            List.of("sheaf-cli", "sheaf-runtime", "sheaf-array-record", "sheaf-tfrecord", "sheaf-parquet", "sheaf-hdf5",
                "sheaf-csv")),
        jars::toString);
  }

  @Test
  void saysWhichJavaIsMissing() throws IOException, InterruptedException {
    Path old = Files.createDirectories(folder.resolve("jdk-17"));
    Outcome none = launch(Map.of("JAVA_HOME", old.toString()), "--version");
    assertEquals(3, none.status());
    assertEquals(
        "sheaf: JAVA_HOME is \"%s\", where no bin/java is; set it to a JDK 25 or later\n".formatted(old), none.err());
    Files.createDirectories(old.resolve("bin"));
    assertTrue(Files.writeString(old.resolve("bin/java"), "").toFile().setExecutable(true));
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n");
    Outcome tooOld = launch(Map.of("JAVA_HOME", old.toString()), "--version");
    assertEquals(3, tooOld.status());
    assertTrue(tooOld.err().startsWith("sheaf: expected Java 25 or later, found 17 in "), tooOld.err());
  }

  @Test
  void handsOptionsToJava() throws IOException, InterruptedException {
    Outcome outcome =
        launch(
            Map.of("JAVA_HOME", System.getProperty("java.home"), "SHEAF_OPTS", "-Xmx64m -XX:+PrintFlagsFinal"),
            "--version");
    assertTrue(outcome.out().matches("(?s).*MaxHeapSize += 67108864.*"), "64 MiB");
  }

  @Test
  void keepsWhatJavaLoadedSoThatTheNextStartIsQuicker() throws IOException, InterruptedException {
    Path cache = folder.resolve("cache of mine");
    Map<String, String> environment =
        Map.of("JAVA_HOME", System.getProperty("java.home"), "SHEAF_CACHE", cache.toString());
    Outcome first = launch(environment, "--version");
    Path archive = onlyFile(cache);
    FileTime made = Files.getLastModifiedTime(archive);
    assertEquals(first, launch(environment, "--version"));
    assertEquals(made, Files.getLastModifiedTime(archive), "it is not made again");
    Files.delete(archive);
    assertEquals(first, launch(environment, "--version"));
    assertEquals(archive, onlyFile(cache), "it is made anew");
  }

  @Test
  void runsWhereNothingCanBeKept() throws IOException, InterruptedException {
    Map<String, String> java = Map.of("JAVA_HOME", System.getProperty("java.home"));
    for (String cache : new String[] {"", Files.createFile(folder.resolve("file")).toString()}) {
      Map<String, String> environment = new HashMap<>(java);
      environment.put("SHEAF_CACHE", cache);
      Outcome version = launch(environment, "--version");
      assertEquals(0, version.status(), version.err());
      assertEquals("", version.err());
    }
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.getFirst();
    }
  }

  @Test
  void completesCommandsAndOptions() throws IOException, InterruptedException {
    Path script = home.resolve("completion/sheaf.bash");
    String text = Files.readString(script);
    assertTrue(text.contains("validate") && text.contains("--fail-on"), "what can be completed");
    assertEquals(0, new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start().waitFor());
  }

  @Test
  void isTheSameWheneverItIsBuilt() throws IOException {
    Set<FileTime> times = new HashSet<>();
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(ARCHIVE + ".zip")) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        times.add(entry.getLastModifiedTime());
        names.add(entry.getName());
      }
    }
    assertEquals(1, times.size(), times::toString);
    assertTrue(names.stream().anyMatch(name -> name.endsWith("/bin/sheaf.bat")), names::toString);
  }

  private Outcome launch(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return launch(home.resolve("bin/sheaf"), environment, arguments);
  }

  private Outcome launch(Path launcher, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
    builder.environment().remove("SHEAF_OPTS");
    builder.environment().put("SHEAF_CACHE", "");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out, Files.readString(err));
  }
}
