package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds a Java that can run the worker.
 *
 * <p>In order: the one that the configuration names; the toolchain that the build has chosen; a toolchain of
 * {@code toolchains.xml}; the Java that runs Maven. A Java that was named and is not good enough is an error, not a
 * reason to look further. An installation that does not say its release is believed to be good enough.
 *
 * @param named the folder that the configuration names, if it does
 * @param toolchains what Maven knows
 * @param running the folder of the Java that runs Maven
 * @param runningFeature its feature release
 */
record JavaFinder(@Nullable Path named, Toolchains toolchains, Path running, int runningFeature) {
  /** The oldest release that runs the worker. */
  static final int OLDEST = 25;

  private static final String REMEDY = "install a JDK " + OLDEST + " or later and let Maven know it: name it with"
      + " -Ddataset.jdk=<its folder> or <jdk>, or in ~/.m2/toolchains.xml, or choose it with the goal"
      + " toolchains:select-jdk-toolchain, or run Maven itself on it";

  /**
   * The launcher to start the worker with.
   *
   * @throws MojoExecutionException if there is none; the message says what was looked at and what to do
   */
  Path launcher() throws MojoExecutionException {
    if (named != null) {
      return namedLauncher(new JavaHome(named));
    }
    List<String> refused = new ArrayList<>();
    Optional<Path> ofBuild = toolchains.launcherOfBuild();
    if (ofBuild.isEmpty()) {
      refused.add("the build has chosen no toolchain");
    } else if (isGoodEnough(ofBuild.get())) {
      return ofBuild.get();
    } else {
      refused.add("the toolchain of the build is Java " + feature(ofBuild.get()).orElseThrow());
    }
    Optional<Path> installed =
        toolchains.launchers("[" + OLDEST + ",)").stream().filter(JavaFinder::isGoodEnough).findFirst();
    if (installed.isPresent()) {
      return installed.get();
    }
    refused.add("toolchains.xml names none");
    Optional<Path> own = new JavaHome(running).launcher();
    if (runningFeature >= OLDEST && own.isPresent()) {
      return own.get();
    }
    refused.add("Maven runs on Java " + runningFeature + " (" + running + ")");
    throw new MojoExecutionException("Expected a Java " + OLDEST + " or later to read the data with, found none: "
        + String.join(", ", refused) + ". To go on, " + REMEDY + ".");
  }

  private static Path namedLauncher(JavaHome home) throws MojoExecutionException {
    Path launcher = home.launcher().orElseThrow(() -> new MojoExecutionException("Expected the folder of a JDK "
        + OLDEST + " or later in <jdk> (dataset.jdk), found no bin/java in " + home.folder() + ". To go on, correct it, or leave it"
        + " out and " + REMEDY + "."));
    OptionalInt feature = home.feature();
    if (feature.isPresent() && feature.getAsInt() < OLDEST) {
      throw new MojoExecutionException("Expected the folder of a JDK " + OLDEST + " or later in <jdk> (dataset.jdk), found"
          + " Java " + feature.getAsInt() + " in " + home.folder() + ". To go on, correct it, or leave it out and " + REMEDY + ".");
    }
    return launcher;
  }

  private static boolean isGoodEnough(Path launcher) {
    OptionalInt feature = feature(launcher);
    return feature.isEmpty() || feature.getAsInt() >= OLDEST;
  }

  private static OptionalInt feature(Path launcher) {
    Path bin = launcher.toAbsolutePath().getParent();
    Path home = bin == null ? null : bin.getParent();
    return home == null ? OptionalInt.empty() : new JavaHome(home).feature();
  }
}
