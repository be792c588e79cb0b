package dev.sheaf.maven;

import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Writes the index that the application opens: where each record of the data begins, and how long it is. Does nothing
 * if nothing has changed.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "index", defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class IndexMojo extends DatasetMojo {
  /** Made by Maven. */
  @Inject
  public IndexMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle) {
    super("index", toolchains, lifecycle);
  }
}
