package dev.sheaf.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import dev.sheaf.codec.FieldWriter;
import dev.sheaf.codec.ValueWriter;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.processor.model.DescribedType.Choice;
import dev.sheaf.processor.model.DescribedType.Constant;
import dev.sheaf.processor.model.DescribedType.Container;
import dev.sheaf.processor.model.DescribedType.Structure;
import dev.sheaf.processor.model.DescribedType.Value;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.BytesType;
import dev.sheaf.schema.FieldType.ScalarType;
import dev.sheaf.schema.FieldType.TextType;
import dev.sheaf.schema.FieldType.TimeType;
import java.util.List;

/// Writes the half of a codec that writes, the mirror of [Reading].
final class Writing {
  private final CodecNames names;

  Writing(CodecNames names) {
    this.names = names;
  }

  /// The method that writes a record's fields.
  MethodSpec record(TypeName type, String stem, List<DescribedField> fields) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < fields.size(); i++) {
      NameAllocator locals = new NameAllocator();
      locals.newName("record");
      locals.newName("fields");
      CodeBlock value = CodeBlock.of("record.$N()", fields.get(i).component());
      code.addStatement(write(fields.get(i).type(), CodeBlock.of("fields.field($L)", i), value, locals));
    }
    code.addStatement("fields.end()");
    return MethodSpec.methodBuilder("write" + stem)
        .addModifiers(names.memberModifiers())
        .addParameter(type, "record")
        .addParameter(FieldWriter.class, "fields")
        .addCode(code.build())
        .build();
  }

  /// The method that writes one of several records.
  MethodSpec choice(Choice choice) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("switch (record)");
    for (int i = 0; i < choice.variants().size(); i++) {
      Structure variant = choice.variants().get(i);
      code.addStatement(
          "case $T variant -> write$L(variant, out.variant($L))",
          JavaTypes.of(variant.java()),
          names.stem(variant),
          i);
    }
    return MethodSpec.methodBuilder("write" + names.stem(choice))
        .addModifiers(names.memberModifiers())
        .addParameter(JavaTypes.of(choice.java()), "record")
        .addParameter(ValueWriter.class, "out")
        .addCode(code.endControlFlow().build())
        .build();
  }

  /// The method that gives the position of an enum's constant in the schema.
  MethodSpec position(Constant constant) {
    CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("return switch (constant)");
    for (int i = 0; i < constant.constants().size(); i++) {
      code.addStatement("case $N -> $L", constant.constants().get(i), i);
    }
    return MethodSpec.methodBuilder(positionMethod(constant))
        .addModifiers(names.memberModifiers())
        .returns(int.class)
        .addParameter(JavaTypes.of(constant.java()), "constant")
        .addCode(code.unindent().add("};\n").build())
        .build();
  }

  private String positionMethod(Constant constant) {
    return "positionOf" + names.stem(constant);
  }

  /// The expression that writes a value.
  ///
  /// @param out the expression of the writer that stands where it goes
  /// @param locals the names that are taken where the expression stands
  private CodeBlock write(DescribedType type, CodeBlock out, CodeBlock value, NameAllocator locals) {
    return switch (type) {
      case Value single -> CodeBlock.of("$L.$L($L)", out, method(single), value);
      case Constant constant ->
          CodeBlock.of("$L.constant($L$L($L))", out, names.owner(), positionMethod(constant), value);
      case Container container -> {
        String item = locals.newName("value");
        String inner = locals.newName("out");
        CodeBlock element =
            write(container.element(), CodeBlock.of("$N", inner), CodeBlock.of("$N", item), locals);
        yield CodeBlock.of(
            "$L.$L$L($L, ($N, $N) -> $L)",
            out,
            Reading.witness(container),
            Reading.method(container.schema()),
            value,
            item,
            inner,
            element);
      }
      case Structure structure ->
          CodeBlock.of("$Lwrite$L($L, $L.fields())", names.owner(), names.stem(structure), value, out);
      case Choice choice -> CodeBlock.of("$Lwrite$L($L, $L)", names.owner(), names.stem(choice), value, out);
    };
  }

  private static String method(Value type) {
    return switch (type.schema()) {
      case ArrayType _ -> "array";
      case ScalarType(var scalar, _) ->
          switch (scalar.dtype().kind()) {
            case BOOL -> "bool";
            case FLOAT -> "floating";
            case UNSIGNED, SIGNED, COMPLEX -> "integer";
          };
      case TextType _ -> "text";
      case BytesType _ -> "bytes";
      case TimeType _ -> "time";
      default -> throw new IllegalArgumentException("expected a value without parts, found " + type.schema());
    };
  }
}
