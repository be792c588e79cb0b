package dev.sheaf.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.processor.model.DescribedType.Choice;
import dev.sheaf.processor.model.DescribedType.Constant;
import dev.sheaf.processor.model.DescribedType.Container;
import dev.sheaf.processor.model.DescribedType.Structure;
import dev.sheaf.processor.model.DescribedType.Value;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ListType;
import dev.sheaf.schema.FieldType.MapType;
import dev.sheaf.schema.FieldType.OptionalType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import dev.sheaf.schema.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Writes the half of a codec that reads: one method for each record and each sealed interface.
final class Reading {
  private final CodecNames names;

  Reading(CodecNames names) {
    this.names = names;
  }

  /// The method that reads a record's fields.
  MethodSpec record(TypeName type, String stem, List<DescribedField> fields) {
    if (fields.isEmpty()) {
      return empty(type, stem);
    }
    NameAllocator locals = names.locals();
    String reader = locals.newName("fields");
    String position = locals.newName("field");
    List<String> values = fields.stream().map(field -> locals.newName(CodecNames.local(field.component()))).toList();

    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < values.size(); i++) {
      TypeName java = JavaTypes.of(fields.get(i).type().java());
      code.addStatement("$T $N = $L", java, values.get(i), initial(java));
    }
    code.beginControlFlow("for (int $1N = $2N.next(); $1N >= 0; $1N = $2N.next())", position, reader);
    code.beginControlFlow("switch ($N)", position);
    for (int i = 0; i < values.size(); i++) {
      CodeBlock value = read(fields.get(i).type(), CodeBlock.of("$N.value()", reader), locals.clone());
      code.addStatement("case $L -> $N = $L", i, values.get(i), value);
    }
    code.addStatement(
        "default -> throw new $T($S + $N)", IllegalStateException.class, "no field at position ", position);
    code.endControlFlow();
    code.endControlFlow();
    code.add("// The reader ends only after every field has been there.\n");
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      arguments.add(present(JavaTypes.of(fields.get(i).type().java()), values.get(i)));
    }
    code.add(made(Lines.call(CodeBlock.of("new $T", type), arguments), reader, locals.newName("refusal")));
    return method(stem, type, reader).addCode(code.build()).build();
  }

  // A record of a sealed interface may have no fields: the reader still refuses those that are there.
  private MethodSpec empty(TypeName type, String stem) {
    return method(stem, type, "fields")
        .beginControlFlow("if (fields.next() >= 0)")
        .addStatement("throw new $T($S)", IllegalStateException.class, "no field at any position")
        .endControlFlow()
        .addCode(made(CodeBlock.of("new $T()", type), "fields", "refusal"))
        .build();
  }

  // A record's own constructor may check more than its schema says.
  private static CodeBlock made(CodeBlock record, String reader, String refusal) {
    return CodeBlock.builder()
        .beginControlFlow("try")
        .add("return $L;\n", record)
        .nextControlFlow("catch ($T $N)", RuntimeException.class, refusal)
        .addStatement("throw $N.refused($N)", reader, refusal)
        .endControlFlow()
        .build();
  }

  private MethodSpec.Builder method(String stem, TypeName type, String reader) {
    return MethodSpec.methodBuilder("read" + stem)
        .addModifiers(names.memberModifiers())
        .returns(type)
        .addParameter(FieldReader.class, reader);
  }

  private static String initial(TypeName java) {
    if (!java.isPrimitive()) {
      return "null";
    }
    return java.equals(TypeName.BOOLEAN) ? "false" : "0";
  }

  private static CodeBlock present(TypeName java, String local) {
    return java.isPrimitive()
        ? CodeBlock.of("$N", local)
        : CodeBlock.of("$T.requireNonNull($N)", Objects.class, local);
  }

  /// The method that finds out which of several records comes, and reads it.
  MethodSpec choice(Choice choice) {
    TypeName type = JavaTypes.of(choice.java());
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("return switch (fields.variant())");
    for (int i = 0; i < choice.variants().size(); i++) {
      code.addStatement("case $L -> read$L(fields)", i, names.stem(choice.variants().get(i)));
    }
    code.addStatement(
        "default -> throw new $T($S + fields.variant())", IllegalStateException.class, "no variant at position ");
    code.unindent().add("};\n");
    return method(names.stem(choice), type, "fields").addCode(code.build()).build();
  }

  /// The expression that reads a value.
  ///
  /// @param value the expression of the reader that is at it
  /// @param locals the names that are taken where the expression stands
  private CodeBlock read(DescribedType type, CodeBlock value, NameAllocator locals) {
    return switch (type) {
      case Value single -> single(single, value);
      case Constant constant -> CodeBlock.of("$L$N[$L.constant()]", names.owner(), names.constants(constant), value);
      case Container container -> {
        String inner = locals.newName("value");
        CodeBlock element = read(container.element(), CodeBlock.of("$N", inner), locals);
        yield CodeBlock.of("$L.$L$L($N -> $L)", value, witness(container), method(container.schema()), inner, element);
      }
      case Structure structure -> CodeBlock.of("$Lread$L($L.fields())", names.owner(), names.stem(structure), value);
      case Choice choice -> CodeBlock.of("$Lread$L($L.variant())", names.owner(), names.stem(choice), value);
    };
  }

  /// The type argument of the call for a container, where it holds another: compilers that have to infer it there look
  /// at what is inside twice, at each level.
  static CodeBlock witness(Container container) {
    return container.element() instanceof Container element
        ? CodeBlock.of("<$T>", JavaTypes.of(element.java()))
        : CodeBlock.of("");
  }

  private static CodeBlock single(Value type, CodeBlock value) {
    return switch (type.schema()) {
      case ArrayType _ -> CodeBlock.of("$L.array($T.class)", value, JavaTypes.raw(type.java()));
      case ScalarType(Scalar scalar, _) ->
          switch (scalar) {
            case BOOLEAN -> CodeBlock.of("$L.bool()", value);
            case BYTE, SHORT, INT -> CodeBlock.of("($L) $L.integer()", scalar.javaName(), value);
            case LONG -> CodeBlock.of("$L.integer()", value);
            case FLOAT -> CodeBlock.of("(float) $L.floating()", value);
            case DOUBLE -> CodeBlock.of("$L.floating()", value);
          };
      case TextType _ -> CodeBlock.of("$L.text()", value);
      case BytesType _ -> CodeBlock.of("$L.bytes()", value);
      case TimeType _ -> CodeBlock.of("$L.time($T.class)", value, JavaTypes.raw(type.java()));
      default -> throw new IllegalArgumentException("expected a value without parts, found " + type.schema());
    };
  }

  static String method(FieldType container) {
    return switch (container) {
      case OptionalType _ -> "optional";
      case ListType _ -> "list";
      case MapType _ -> "map";
      case SequenceType _ -> "sequence";
      default -> throw new IllegalArgumentException("expected a type around another, found " + container);
    };
  }
}
