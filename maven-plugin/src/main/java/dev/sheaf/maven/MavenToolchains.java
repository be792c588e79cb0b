package dev.sheaf.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.toolchain.Toolchain;
import org.apache.maven.toolchain.ToolchainManager;

/** The toolchains of a running Maven. */
record MavenToolchains(ToolchainManager manager, MavenSession session) implements Toolchains {
  private static final String TYPE = "jdk";

  @Override
  public Optional<Path> launcherOfBuild() {
    return Optional.ofNullable(manager.getToolchainFromBuildContext(TYPE, session)).flatMap(MavenToolchains::launcher);
  }

  @Override
  public List<Path> launchers(String versionRange) {
    List<Toolchain> found = manager.getToolchains(session, TYPE, Map.of("version", versionRange));
    return Stream.ofNullable(found)
        .flatMap(List::stream)
        .map(MavenToolchains::launcher)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Path> launcher(Toolchain toolchain) {
    return Optional.ofNullable(toolchain.findTool("java")).map(Path::of);
  }
}
