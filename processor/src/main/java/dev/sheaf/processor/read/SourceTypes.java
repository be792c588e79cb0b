package dev.sheaf.processor.read;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/// Which types come from the user's sources.
final class SourceTypes {
  private final Elements elements;

  SourceTypes(Elements elements) {
    this.elements = elements;
  }

  /// Whether there is a source file with this type. A class file does not count: it may be what an earlier run wrote.
  boolean declare(String qualifiedName) {
    TypeElement type = elements.getTypeElement(qualifiedName);
    return type != null && isFromSource(type);
  }

  /// Whether the type stands in a source file of this run.
  boolean isFromSource(TypeElement type) {
    try {
      JavaFileObject file = elements.getFileObjectOf(type);
      return file != null && file.getKind() == JavaFileObject.Kind.SOURCE;
    } catch (UnsupportedOperationException _) {
      return false; // This compiler does not tell. It refuses to write the file later, which is reported then.
    }
  }
}
