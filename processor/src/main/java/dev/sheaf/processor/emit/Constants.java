package dev.sheaf.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/// The constants of one codec.
///
/// The JVM takes no method of more than 64 KiB, and that which initialises the constants of a class is one of them.
/// Where there is much to initialise, each constant has a method of its own for that.
final class Constants {
  /// So long are the expressions of all constants together at most that still stand at the constants themselves: an
  /// expression has more characters than its code has bytes.
  private static final int MOST_CHARACTERS = 60_000;

  private final List<FieldSpec> fields = new ArrayList<>();

  void add(FieldSpec constant) {
    fields.add(constant);
  }

  void addTo(TypeSpec.Builder codec) {
    long characters = fields.stream().mapToLong(field -> field.initializer().toString().length()).sum();
    for (FieldSpec field : fields) {
      if (characters <= MOST_CHARACTERS) {
        codec.addField(field);
      } else {
        String method = "initial" + field.name();
        codec.addField(
            FieldSpec.builder(field.type(), field.name(), field.modifiers().toArray(Modifier[]::new))
                .initializer("$N()", method)
                .build());
        codec.addMethod(initial(method, field));
      }
    }
  }

  private static MethodSpec initial(String method, FieldSpec field) {
    CodeBlock value =
        field.type() instanceof ArrayTypeName
            ? CodeBlock.of("new $T $L", field.type(), field.initializer())
            : field.initializer();
    return MethodSpec.methodBuilder(method)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(field.type())
        .addCode("return $L;\n", value)
        .build();
  }
}
