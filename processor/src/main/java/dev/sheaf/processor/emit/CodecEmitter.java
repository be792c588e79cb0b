package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.codec.DecodeContext;
import dev.sheaf.codec.EncodeContext;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.FieldWriter;
import dev.sheaf.codec.JsonReader;
import dev.sheaf.codec.JsonWriter;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.FieldType.ArrayType;
import dev.sheaf.schema.FieldType.SequenceType;
import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/// Writes the codecs: of a record, and of its rows where they are a type of their own.
final class CodecEmitter {
  private final RecordTypes types;

  CodecEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile recordCodec() {
    return codec(types.codec(), types.record(), types.schema().fields(), SchemaCode.of(types.schema()));
  }

  GeneratedFile rowCodec() {
    CodeBlock schema = CodeBlock.of("$T.$N.row()", types.codec(), RecordTypes.SCHEMA);
    return codec(types.rowCodec(), types.row(), types.columns(), schema);
  }

  private GeneratedFile codec(ClassName codec, ClassName value, List<FieldSchema> fields, CodeBlock schema) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(codec)
            .addModifiers(types.visibleAnd(Modifier.FINAL))
            .addSuperinterface(ParameterizedTypeName.get(ClassName.get(RecordCodec.class), value))
            .addJavadoc("Reads and writes {@link $T} records. Stateless and thread-safe.\n", value)
            .addField(
                FieldSpec.builder(RecordSchema.class, RecordTypes.SCHEMA, Modifier.STATIC, Modifier.FINAL)
                    .initializer(schema)
                    .build())
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PUBLIC)
                    .addJavadoc("A codec; all of them are alike.\n")
                    .build())
            .addMethod(schemaMethod())
            .addMethod(readMethod(value, fields))
            .addMethod(writeMethod(value, fields));
    return types.file(type);
  }

  private static MethodSpec schemaMethod() {
    return MethodSpec.methodBuilder("schema")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(RecordSchema.class)
        .addStatement("return $N", RecordTypes.SCHEMA)
        .build();
  }

  private static MethodSpec readMethod(ClassName value, List<FieldSchema> fields) {
    NameAllocator names = new NameAllocator();
    String in = names.newName("in");
    String context = names.newName("context");
    String reader = names.newName("fields");
    String position = names.newName("field");
    List<String> locals = fields.stream().map(field -> names.newName(field.name())).toList();

    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("$1T $2N = $1T.of($3N, $4N, $5N)", FieldReader.class, reader, RecordTypes.SCHEMA, in, context);
    for (int i = 0; i < locals.size(); i++) {
      code.addStatement("$T $N = null", RecordTypes.valueType(fields.get(i).type()), locals.get(i));
    }
    code.beginControlFlow("for (int $1N = $2N.next(); $1N >= 0; $1N = $2N.next())", position, reader);
    code.beginControlFlow("switch ($N)", position);
    for (int i = 0; i < locals.size(); i++) {
      code.addStatement("case $L -> $N = $L", i, locals.get(i), read(fields.get(i).type(), CodeBlock.of("$N.value()", reader)));
    }
    code.addStatement(
        "default -> throw new $T($S + $N)", IllegalStateException.class, "no field at position ", position);
    code.endControlFlow();
    code.endControlFlow();
    code.add("// The reader ends only after every field has been there.\n");
    List<CodeBlock> values = locals.stream().map(CodecEmitter::present).toList();
    code.add("return $L;\n", Lines.call(CodeBlock.of("new $T", value), values));
    return MethodSpec.methodBuilder("read")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(value)
        .addParameter(JsonReader.class, in)
        .addParameter(DecodeContext.class, context)
        .addCode(code.build())
        .build();
  }

  private static MethodSpec writeMethod(ClassName value, List<FieldSchema> fields) {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("$1T fields = $1T.of($2N, out, context)", FieldWriter.class, RecordTypes.SCHEMA);
    for (int i = 0; i < fields.size(); i++) {
      CodeBlock at = CodeBlock.of("fields.field($L)", i);
      code.addStatement("$L", write(fields.get(i).type(), at, CodeBlock.of("record.$N()", fields.get(i).name())));
    }
    code.addStatement("fields.end()");
    return MethodSpec.methodBuilder("write")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .addParameter(value, "record")
        .addParameter(JsonWriter.class, "out")
        .addParameter(EncodeContext.class, "context")
        .addCode(code.build())
        .build();
  }

  private static CodeBlock write(FieldType type, CodeBlock out, CodeBlock value) {
    return switch (type) {
      case ArrayType _ -> CodeBlock.of("$L.array($L)", out, value);
      case SequenceType(FieldType element) ->
          CodeBlock.of(
              "$L.sequence($L, (value, at) -> $L)",
              out,
              value,
              write(element, CodeBlock.of("at"), CodeBlock.of("value")));
      default -> throw new IllegalArgumentException("expected an array or a sequence, found " + type);
    };
  }

  private static CodeBlock present(String local) {
    return CodeBlock.of("$T.requireNonNull($N)", Objects.class, local);
  }

  private static CodeBlock read(FieldType type, CodeBlock value) {
    return switch (type) {
      case ArrayType array -> CodeBlock.of("$L.array($T.class)", value, RecordTypes.valueType(array));
      case SequenceType(FieldType element) ->
          CodeBlock.of("$L.sequence(value -> $L)", value, read(element, CodeBlock.of("value")));
      default -> throw new IllegalArgumentException("expected an array or a sequence, found " + type);
    };
  }
}
