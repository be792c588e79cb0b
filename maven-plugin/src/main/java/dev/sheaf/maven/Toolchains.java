package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The JDKs that Maven's toolchains know. */
interface Toolchains {
  /** The launcher of the toolchain that this build has chosen. */
  Optional<Path> launcherOfBuild();

  /** The launchers of the toolchains that say they are of this version, a range as in {@code [25,)}. */
  List<Path> launchers(String versionRange);
}
