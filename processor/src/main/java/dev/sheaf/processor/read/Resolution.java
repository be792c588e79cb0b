package dev.sheaf.processor.read;

import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import java.util.List;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/// Whether the compiler knows everything that a record is made of. What it does not know may be written by another
/// processor in a later round; if not, the compiler reports it, and nothing else needs to be said.
final class Resolution {
  private Resolution() {}

  static boolean isComplete(TypeElement record) {
    return hasTexts(record) && record.getRecordComponents().stream().allMatch(Resolution::isComplete);
  }

  private static boolean isComplete(RecordComponentElement component) {
    return hasTexts(component) && isComplete(component.asType());
  }

  private static boolean isComplete(@Nullable TypeMirror type) {
    if (type == null) {
      return true;
    }
    return type.getKind() != TypeKind.ERROR
        && Annotations.find(type.getAnnotationMirrors(), Dims.class).stream().allMatch(Annotations::hasText)
        && switch (type) {
          case DeclaredType declared -> declared.getTypeArguments().stream().allMatch(Resolution::isComplete);
          case ArrayType array -> isComplete(array.getComponentType());
          case WildcardType wildcard -> isComplete(wildcard.getExtendsBound()) && isComplete(wildcard.getSuperBound());
          default -> true;
        };
  }

  private static boolean hasTexts(Element element) {
    List<? extends AnnotationMirror> mirrors = element.getAnnotationMirrors();
    return Annotations.find(mirrors, Description.class).stream().allMatch(Annotations::hasText);
  }
}
