package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import javax.lang.model.element.Modifier;

/// Writes the typed selectors of a row's fields.
final class FieldsEmitter {
  private final RecordTypes types;

  FieldsEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile fields() {
    TypeSpec.Builder fields =
        TypeSpec.classBuilder(types.fields())
            .addModifiers(types.visibleAnd(Modifier.FINAL))
            .addJavadoc("Selects fields of {@link $T} records, for pipelines.\n", types.row())
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    int position = 0;
    for (FieldSchema column : types.columns()) {
      fields.addMethod(selector(column, position++));
    }
    return types.file(fields);
  }

  private MethodSpec selector(FieldSchema column, int position) {
    return MethodSpec.methodBuilder(column.name())
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(
            ParameterizedTypeName.get(
                ClassName.get(Field.class), types.row(), RecordTypes.valueType(column.type())))
        .addJavadoc("The field {@code $L}. $L\n", column.name(), Prose.column(column, Prose.Layout.ALONE))
        .addStatement(
            "return new $T<>($T.$N.fields().get($L), $T::$N)",
            Field.class,
            types.rowCodec(),
            RecordTypes.SCHEMA,
            position,
            types.row(),
            column.name())
        .build();
  }
}
