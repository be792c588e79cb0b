package dev.sheaf.maven;

import javax.inject.Inject;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.toolchain.ToolchainManager;

/**
 * Reads all the real data against its record, and fails the build at what does not agree: with the file, the offset,
 * the field, what was expected and what was found.
 *
 * <p>Called directly, it first has the project compiled.
 *
 * @since 0.1.0
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class ValidateMojo extends DatasetMojo {
  /** Made by Maven. */
  @Inject
  public ValidateMojo(ToolchainManager toolchains, LifecycleExecutor lifecycle) {
    super("validate", toolchains, lifecycle);
  }
}
