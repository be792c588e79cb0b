package dev.sheaf.maven;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.util.Scanner;
import org.jspecify.annotations.Nullable;

/** An IDE's workspace in which some files have changed. */
final class Workspace implements BuildContext {
  private final boolean incremental;
  private final List<Path> changed;
  private final List<File> refreshed = new ArrayList<>();

  private Workspace(boolean incremental, List<Path> changed) {
    this.incremental = incremental;
    this.changed = changed;
  }

  /** No IDE at all. */
  static Workspace none() {
    return new Workspace(false, List.of());
  }

  /** One that asks for what follows from some changes. */
  static Workspace changed(Path... files) {
    return new Workspace(true, List.of(files));
  }

  /** What it was told to look at again. */
  List<File> refreshed() {
    return refreshed;
  }

  @Override
  public boolean isIncremental() {
    return incremental;
  }

  @Override
  public boolean hasDelta(File file) {
    return changed.stream().anyMatch(each -> each.startsWith(file.toPath()));
  }

  @Override
  public void refresh(File file) {
    refreshed.add(file);
  }

  @Override
  public boolean hasDelta(String relativePath) {
    throw new IllegalStateException();
  }

  @Override
  public boolean hasDelta(List<String> relativePaths) {
    throw new IllegalStateException();
  }

  @Override
  public OutputStream newFileOutputStream(File file) {
    throw new IllegalStateException();
  }

  @Override
  public Scanner newScanner(File folder) {
    throw new IllegalStateException();
  }

  @Override
  public Scanner newDeleteScanner(File folder) {
    throw new IllegalStateException();
  }

  @Override
  public Scanner newScanner(File folder, boolean ignoreDelta) {
    throw new IllegalStateException();
  }

  @Override
  public void setValue(String key, Object value) {
    throw new IllegalStateException();
  }

  @Override
  public Object getValue(String key) {
    throw new IllegalStateException();
  }

  @Override
  @Deprecated
  public void addWarning(File file, int line, int column, String message, @Nullable Throwable cause) {
    throw new IllegalStateException();
  }

  @Override
  @Deprecated
  public void addError(File file, int line, int column, String message, @Nullable Throwable cause) {
    throw new IllegalStateException();
  }

  @Override
  public void addMessage(File file, int line, int column, String message, int severity, @Nullable Throwable cause) {
    throw new IllegalStateException();
  }

  @Override
  public void removeMessages(File file) {
    throw new IllegalStateException();
  }

  @Override
  public boolean isUptodate(File target, File source) {
    throw new IllegalStateException();
  }
}
