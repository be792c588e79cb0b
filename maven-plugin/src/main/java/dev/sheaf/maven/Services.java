package dev.sheaf.maven;

import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.build.BuildContext;

/**
 * What Maven lends to a goal.
 *
 * @param toolchains the JDKs that it knows
 * @param lifecycle runs phases
 * @param workspace what an IDE that runs the goal knows of changed files; under Maven alone, that all may have changed
 */
record Services(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace) {}
