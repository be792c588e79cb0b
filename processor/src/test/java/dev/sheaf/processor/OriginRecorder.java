package dev.sheaf.processor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;

/// Notes which sources each generated file comes from.
final class OriginRecorder extends ForwardingJavaFileManager<JavaFileManager> {
  private final Map<String, List<String>> origins;

  OriginRecorder(JavaFileManager files, Map<String, List<String>> origins) {
    super(files);
    this.origins = origins;
  }

  @Override
  public JavaFileObject getJavaFileForOutputForOriginatingFiles(
      Location location, String className, JavaFileObject.Kind kind, FileObject... from) throws IOException {
    if (kind == JavaFileObject.Kind.SOURCE) {
      origins.put(className, names(from));
    }
    return super.getJavaFileForOutputForOriginatingFiles(location, className, kind, from);
  }

  @Override
  public FileObject getFileForOutputForOriginatingFiles(
      Location location, String packageName, String relativeName, FileObject... from) throws IOException {
    origins.put(relativeName, names(from));
    return super.getFileForOutputForOriginatingFiles(location, packageName, relativeName, from);
  }

  private static List<String> names(FileObject[] files) {
    return Arrays.stream(files).map(file -> Path.of(file.toUri()).getFileName().toString()).toList();
  }
}
