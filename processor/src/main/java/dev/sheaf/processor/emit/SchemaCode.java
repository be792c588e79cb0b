package dev.sheaf.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.Optional;

/// The Java expression that makes a schema.
final class SchemaCode {
  private SchemaCode() {}

  static CodeBlock of(RecordSchema schema) {
    return call(
        RecordSchema.class,
        CodeBlock.of("$S", schema.name()),
        CodeBlock.of("$S", schema.description()),
        CodeBlock.of("$L", schema.bare()),
        Lines.call(CodeBlock.of("$T.of", List.class), schema.fields().stream().map(SchemaCode::field).toList()));
  }

  private static CodeBlock field(FieldSchema field) {
    return call(
        FieldSchema.class,
        CodeBlock.of("$S", field.name()),
        CodeBlock.of("$S", field.description()),
        type(field.type()));
  }

  private static CodeBlock type(FieldType type) {
    return switch (type) {
      case ArrayType(Optional<DType> dtype, ShapePattern shape, boolean differentiable, _) ->
          CodeBlock.of(
              "new $T($T.$L, $T.parse($S), $L)",
              ArrayType.class,
              DType.class,
              dtype.orElseThrow().name(),
              ShapePattern.class,
              shape.toString(),
              differentiable);
      case SequenceType(FieldType element) -> call(SequenceType.class, type(element));
      default -> throw new IllegalArgumentException("expected an array or a sequence, found " + type);
    };
  }

  private static CodeBlock call(Class<?> constructor, CodeBlock... arguments) {
    return Lines.call(CodeBlock.of("new $T", constructor), List.of(arguments));
  }
}
