package dev.sheaf.maven;

import java.util.Map;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.lifecycle.LifecycleNotFoundException;
import org.apache.maven.lifecycle.LifecyclePhaseNotFoundException;
import org.apache.maven.plugin.InvalidPluginDescriptorException;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.MojoNotFoundException;
import org.apache.maven.plugin.PluginDescriptorParsingException;
import org.apache.maven.plugin.PluginNotFoundException;
import org.apache.maven.plugin.PluginResolutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.prefix.NoPluginFoundForPrefixException;
import org.apache.maven.plugin.version.PluginVersionResolutionException;

/**
 * Has the project compiled when a goal is called directly, as in {@code mvn dataset:validate}: Maven then runs no phase
 * before it.
 *
 * <p>It is what the annotation {@code @Execute} does, for direct calls alone. With the annotation a goal that is
 * bound to a phase forks the lifecycle as well, and each fork goes through all bound goals again: with two of ours
 * bound, a module was compiled four times.
 */
record DirectCall(LifecycleExecutor lifecycle, MavenSession session, MojoExecution execution) {
  private static final String PHASE = "process-classes";
  private static final String COMPILED = "dev.sheaf.maven.compiled";

  /**
   * Runs the lifecycle up to {@code process-classes}, once in a build for a project, if the goal is called directly.
   *
   * @param context what Maven keeps for this plugin and this project during the build
   * @throws MojoFailureException if a goal on the way fails
   * @throws MojoExecutionException if a goal on the way cannot run
   */
  void compile(Map<Object, Object> context) throws MojoExecutionException, MojoFailureException {
    if (execution.getSource() == MojoExecution.Source.CLI && context.putIfAbsent(COMPILED, PHASE) == null) {
      fork();
    }
  }

  private void fork() throws MojoExecutionException, MojoFailureException {
    MojoDescriptor forking = execution.getMojoDescriptor().clone();
    forking.setExecutePhase(PHASE);
    MojoExecution fork = new MojoExecution(forking, execution.getExecutionId(), MojoExecution.Source.CLI);
    try {
      lifecycle.calculateForkedExecutions(fork, session);
      lifecycle.executeForkedExecutions(fork, session);
    } catch (LifecycleExecutionException e) {
      if (e.getCause() instanceof MojoFailureException failure) {
        throw failure;
      }
      throw new MojoExecutionException(e.getMessage(), e);
    } catch (MojoNotFoundException | PluginNotFoundException | PluginResolutionException | PluginDescriptorParsingException
        | NoPluginFoundForPrefixException | InvalidPluginDescriptorException | LifecyclePhaseNotFoundException
        | LifecycleNotFoundException | PluginVersionResolutionException e) {
      throw new MojoExecutionException("Expected to run the build up to " + PHASE + ": " + e.getMessage(), e);
    }
  }
}
