package dev.sheaf.maven;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.apache.maven.toolchain.ToolchainManager;
import org.codehaus.plexus.PlexusContainer;
import org.codehaus.plexus.build.BuildContext;

/** A goal with its parameters filled in, as Maven does it. */
final class ConfiguredGoal<M extends AbstractMojo> {
  private final M mojo;
  private final RecordedLog log = new RecordedLog();

  /** How Maven makes a goal. */
  interface Constructor<M> {
    M make(ToolchainManager toolchains, LifecycleExecutor lifecycle, BuildContext workspace);
  }

  /** A service that nobody is to ask for anything. */
  static <T> T nothing(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (service, method, arguments) -> {
      throw new IllegalStateException(method + " was called");
    }));
  }

  ConfiguredGoal(Constructor<M> constructor, BuildContext workspace, String goal, Path folder) {
    this.mojo = constructor.make(nothing(ToolchainManager.class), nothing(LifecycleExecutor.class), workspace);
    MavenProject project = project(folder);
    MojoDescriptor descriptor = new MojoDescriptor();
    descriptor.setGoal(goal);
    MojoExecution execution = new MojoExecution(descriptor, "default", MojoExecution.Source.LIFECYCLE);
    mojo.setLog(log);
    mojo.setPluginContext(new HashMap<>());
    with("project", project);
    with("session", session(project));
    with("execution", execution);
    with("pluginArtifacts", new ArrayList<>(List.of(artifact(ChildJava.classPath(Worker.class)),
        artifact(ChildJava.classPath(FakeSheaf.class)))));
  }

  /** Sets a parameter, by the name of its field. */
  ConfiguredGoal<M> with(String name, Object value) {
    for (Class<?> type = mojo.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(mojo, value);
        return this;
      } catch (NoSuchFieldException e) {
        // Further up.
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalArgumentException(mojo.getClass().getSimpleName() + " has no field " + name);
  }

  M mojo() {
    return mojo;
  }

  List<String> log() {
    return log.lines();
  }

  private static MavenProject project(Path folder) {
    MavenProject project = new MavenProject();
    project.setFile(folder.resolve("pom.xml").toFile());
    project.setPackaging("jar");
    Build build = new Build();
    build.setDirectory(folder.resolve("target").toString());
    build.setOutputDirectory(folder.resolve("target/classes").toString());
    build.setFinalName("app-1");
    project.setBuild(build);
    project.setArtifacts(new HashSet<>());
    return project;
  }

  @SuppressWarnings("deprecation") // There is no other constructor without a container.
  private static MavenSession session(MavenProject project) {
    return new MavenSession(nothing(PlexusContainer.class), new DefaultMavenExecutionRequest(), new DefaultMavenExecutionResult(), project);
  }

  private static Artifact artifact(String file) {
    Artifact artifact = new DefaultArtifact("dev.sheaf", "fake", "1", "runtime", "jar", "", new DefaultArtifactHandler("jar"));
    artifact.setFile(new File(file));
    return artifact;
  }
}
