package dev.sheaf.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.codec.FieldReader;
import dev.sheaf.codec.FieldWriter;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.processor.model.DescribedType;
import dev.sheaf.processor.model.DescribedType.Structure;
import dev.sheaf.schema.RecordSchema;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/// Writes the codecs: of a record, and of its rows where they are not the record itself. For one record.
final class CodecEmitter {
  private final RecordTypes types;
  private final CodecNames names;

  CodecEmitter(RecordTypes types) {
    this.types = types;
    this.names = CodecNames.of(types.record().simpleName(), types.described().hasRow());
  }

  GeneratedFile recordCodec() {
    TypeSpec.Builder codec = codec(types.codec(), types.record());
    SchemaCode schemas = new SchemaCode();
    CodeBlock schema = schemas.of(types.schema());
    Constants constants = new Constants();
    schemas.constants().forEach(constants::add);
    constants.add(constant(schema));
    String main = types.record().simpleName();
    Reading reading = new Reading(names);
    Writing writing = new Writing(names);
    codec
        .addMethod(constructor())
        .addMethod(schemaMethod())
        .addMethod(readMethod(types.record(), CodeBlock.of(""), main))
        .addMethod(writeMethod(types.record(), CodeBlock.of(""), main))
        .addMethod(reading.record(types.record(), main, types.described().fields()))
        .addMethod(writing.record(types.record(), main, types.described().fields()));
    for (List<DescribedType> more = names.takeUnwritten(); !more.isEmpty(); more = names.takeUnwritten()) {
      more.forEach(each -> addMembers(codec, constants, each, reading, writing));
    }
    constants.addTo(codec);
    return types.file(codec);
  }

  /// After [#recordCodec()]: its members read what is in a row, and the row itself where that is one of them.
  GeneratedFile rowCodec() {
    CodecNames rowNames = names.from(types.codec());
    TypeSpec.Builder codec =
        codec(types.rowCodec(), types.row())
            .addField(constant(CodeBlock.of("$T.$N.row()", types.codec(), RecordTypes.SCHEMA)))
            .addMethod(constructor())
            .addMethod(schemaMethod());
    Optional<Structure> element = types.described().elementRow();
    if (element.isPresent()) {
      String stem = rowNames.stem(element.get());
      codec
          .addMethod(readMethod(types.row(), rowNames.owner(), stem))
          .addMethod(writeMethod(types.row(), rowNames.owner(), stem));
    } else {
      String main = RecordTypes.raw(types.row()).simpleName();
      codec
          .addMethod(readMethod(types.row(), CodeBlock.of(""), main))
          .addMethod(writeMethod(types.row(), CodeBlock.of(""), main))
          .addMethod(new Reading(rowNames).record(types.row(), main, types.columns()))
          .addMethod(new Writing(rowNames).record(types.row(), main, types.columns()));
    }
    return types.file(codec);
  }

  private TypeSpec.Builder codec(ClassName codec, TypeName value) {
    return TypeSpec.classBuilder(codec)
        .addModifiers(types.visibleAnd(Modifier.FINAL))
        .addSuperinterface(ParameterizedTypeName.get(ClassName.get(RecordCodec.class), value))
        .addJavadoc("Reads and writes {@link $T} records. Stateless and thread-safe.\n", RecordTypes.raw(value));
  }

  private static FieldSpec constant(CodeBlock schema) {
    return FieldSpec.builder(RecordSchema.class, RecordTypes.SCHEMA, Modifier.STATIC, Modifier.FINAL)
        .initializer(schema)
        .build();
  }

  private static MethodSpec constructor() {
    return MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("A codec; all of them are alike.\n")
        .build();
  }

  private static MethodSpec schemaMethod() {
    return MethodSpec.methodBuilder("schema")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(RecordSchema.class)
        .addStatement("return $N", RecordTypes.SCHEMA)
        .build();
  }

  private static MethodSpec readMethod(TypeName value, CodeBlock owner, String stem) {
    return MethodSpec.methodBuilder("read")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(value)
        .addParameter(FieldReader.class, "fields")
        .addStatement("return $Lread$L(fields)", owner, stem)
        .build();
  }

  private static MethodSpec writeMethod(TypeName value, CodeBlock owner, String stem) {
    return MethodSpec.methodBuilder("write")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .addParameter(value, "record")
        .addParameter(FieldWriter.class, "fields")
        .addStatement("$Lwrite$L(record, fields)", owner, stem)
        .build();
  }

  private void addMembers(
      TypeSpec.Builder codec, Constants values, DescribedType type, Reading reading, Writing writing) {
    switch (type) {
      case DescribedType.Constant constant -> {
        values.add(constants(constant));
        codec.addMethod(writing.position(constant));
      }
      case Structure structure -> {
        TypeName java = JavaTypes.of(structure.java());
        String stem = names.stem(structure);
        codec
            .addMethod(reading.record(java, stem, structure.fields()))
            .addMethod(writing.record(java, stem, structure.fields()));
      }
      case DescribedType.Choice choice -> codec.addMethod(reading.choice(choice)).addMethod(writing.choice(choice));
      case DescribedType.Value _, DescribedType.Container _ ->
          throw new IllegalArgumentException("expected a type with members of its own, found " + type);
    }
  }

  // By their names, so that an enum in a library may change its order.
  private FieldSpec constants(DescribedType.Constant type) {
    TypeName java = JavaTypes.of(type.java());
    CodeBlock values =
        CodeBlock.join(
            type.constants().stream().map(constant -> CodeBlock.of("$T.$N", java, constant)).toList(), ",$W");
    return FieldSpec.builder(ArrayTypeName.of(java), names.constants(type), names.memberModifiers())
        .addModifiers(Modifier.FINAL)
        .initializer("{$L}", values)
        .build();
  }
}
