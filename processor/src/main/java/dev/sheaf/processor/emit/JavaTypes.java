package dev.sheaf.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.ComponentType.Form;
import dev.sheaf.processor.model.DeclaredName;
import java.util.List;

/// Types as they stand in generated code: without annotations.
final class JavaTypes {
  private JavaTypes() {}

  static TypeName of(ComponentType type) {
    return switch (type.form()) {
      case PRIMITIVE -> primitive(type.name());
      case ARRAY -> ArrayTypeName.of(primitive(type.name().replace("[]", "")));
      case CLASS -> {
        ClassName raw = raw(type);
        yield type.arguments().isEmpty()
            ? raw
            : ParameterizedTypeName.get(raw, type.arguments().stream().map(JavaTypes::of).toArray(TypeName[]::new));
      }
      case RAW, WILDCARD, VARIABLE ->
          throw new IllegalArgumentException("expected a type that keeps all rules, found " + type.name());
    };
  }

  /// The class of a type, without its type arguments.
  static ClassName raw(ComponentType type) {
    return of(type.declaration().orElseThrow().name());
  }

  static ClassName of(DeclaredName name) {
    List<String> names = name.simpleNames();
    return ClassName.get(
        name.packageName(), names.getFirst(), names.subList(1, names.size()).toArray(String[]::new));
  }

  static boolean isPrimitive(ComponentType type) {
    return type.form() == Form.PRIMITIVE;
  }

  private static TypeName primitive(String name) {
    return switch (name) {
      case "boolean" -> TypeName.BOOLEAN;
      case "byte" -> TypeName.BYTE;
      case "short" -> TypeName.SHORT;
      case "int" -> TypeName.INT;
      case "long" -> TypeName.LONG;
      case "float" -> TypeName.FLOAT;
      case "double" -> TypeName.DOUBLE;
      default -> throw new IllegalArgumentException("expected a primitive type of data, found " + name);
    };
  }
}
