package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaFinderTest {
  @TempDir Path folder;

  private @Nullable Path ofBuild;
  private final List<Path> installed = new ArrayList<>();
  private @Nullable String rangeAsked;

  @Test
  void takesTheNamedJavaBeforeAllOthers() throws Exception {
    Path named = install("named", "25.0.1");
    ofBuild = install("build", "25.0.2");

    assertEquals(launcher(named), finder(named, 25).launcher());
  }

  @Test
  void takesANamedJavaThatDoesNotSayItsRelease() throws Exception {
    Path named = install("named", null);

    assertEquals(launcher(named), finder(named, 17).launcher());
  }

  @Test
  void refusesANamedFolderWithoutALauncherAlthoughOthersWouldDo() throws Exception {
    ofBuild = install("build", "25.0.2");
    Path nowhere = folder.resolve("nowhere");

    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> finder(nowhere, 25).launcher());

    assertEquals("Expected the folder of a JDK 25 or later in <jdk> (dataset.jdk), found no bin/java in " + nowhere
        + ". To go on, correct it, or leave it out and " + REMEDY, e.getMessage());
  }

  @Test
  void refusesANamedJavaThatIsTooOldAlthoughOthersWouldDo() throws Exception {
    Path named = install("named", "21.0.4");

    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> finder(named, 25).launcher());

    assertEquals("Expected the folder of a JDK 25 or later in <jdk> (dataset.jdk), found Java 21 in " + named
        + ". To go on, correct it, or leave it out and " + REMEDY, e.getMessage());
  }

  @Test
  void takesTheToolchainOfTheBuildBeforeTheInstalledOnes() throws Exception {
    Path chosen = install("build", "25.0.2");
    ofBuild = chosen;
    installed.add(install("installed", "25.0.3"));

    assertEquals(launcher(chosen), finder(null, 25).launcher());
  }

  @Test
  void takesAnInstalledToolchainWhereThatOfTheBuildIsTooOld() throws Exception {
    ofBuild = install("build", "21.0.4");
    installed.add(install("installed", "26.0.3"));

    assertEquals(launcher(installed.get(0)), finder(null, 25).launcher());
    assertEquals("[25,)", rangeAsked);
  }

  @Test
  void takesTheNextInstalledToolchainWhereOneIsOlderThanItSays() throws Exception {
    installed.add(install("older", "24"));
    installed.add(install("installed", "25"));

    assertEquals(launcher(installed.get(1)), finder(null, 17).launcher());
  }

  @Test
  void takesTheRunningJavaWhereNoToolchainIsKnown() throws Exception {
    assertEquals(launcher(running()), finder(null, 25).launcher());
  }

  @Test
  void saysWhatWasLookedAtAndWhatToDoWhereNothingIsFound() throws Exception {
    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> finder(null, 17).launcher());

    assertEquals("Expected a Java 25 or later to read the data with, found none: the build has chosen no toolchain,"
        + " toolchains.xml names none, Maven runs on Java 17 (" + running() + "). To go on, " + REMEDY, e.getMessage());
  }

  @Test
  void namesTheToolchainOfTheBuildThatIsTooOld() throws Exception {
    ofBuild = install("build", "1.8.0_402");

    MojoExecutionException e = assertThrows(MojoExecutionException.class, () -> finder(null, 17).launcher());

    assertEquals("Expected a Java 25 or later to read the data with, found none: the toolchain of the build is Java 8,"
        + " toolchains.xml names none, Maven runs on Java 17 (" + running() + "). To go on, " + REMEDY, e.getMessage());
  }

  private static final String REMEDY = "install a JDK 25 or later and let Maven know it: name it with"
      + " -Ddataset.jdk=<its folder> or <jdk>, or in ~/.m2/toolchains.xml, or choose it with the goal"
      + " toolchains:select-jdk-toolchain, or run Maven itself on it.";

  private JavaFinder finder(@Nullable Path named, int runningFeature) throws IOException {
    Toolchains toolchains = new Toolchains() {
      @Override
      public Optional<Path> launcherOfBuild() {
        return Optional.ofNullable(ofBuild).map(JavaFinderTest::launcher);
      }

      @Override
      public List<Path> launchers(String versionRange) {
        rangeAsked = versionRange;
        return installed.stream().map(JavaFinderTest::launcher).toList();
      }
    };
    install("running", String.valueOf(runningFeature));
    return new JavaFinder(named, toolchains, running(), runningFeature);
  }

  private Path running() {
    return folder.resolve("running");
  }

  private static Path launcher(Path home) {
    return home.resolve("bin").resolve("java");
  }

  /** An installation that looks like one. */
  private Path install(String name, @Nullable String version) throws IOException {
    Path home = folder.resolve(name);
    Path launcher = launcher(home);
    Files.createDirectories(launcher.getParent());
    Files.writeString(launcher, "");
    if (!launcher.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + launcher + " executable");
    }
    if (version != null) {
      Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }
    return home;
  }
}
