package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedType.Structure;
import dev.sheaf.schema.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/// Writes the typed selectors of a row's fields, and of the fields of records in it.
final class FieldsEmitter {
  private static final String SELF = "self";

  private final RecordTypes types;
  private final NameAllocator names = new NameAllocator();
  private final Map<TypeName, ClassName> nested = new LinkedHashMap<>();

  FieldsEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile fields() {
    TypeSpec.Builder fields =
        TypeSpec.classBuilder(types.fields())
            .addModifiers(types.visibleAnd(Modifier.FINAL))
            .addJavadoc("Selects fields of {@link $T} records, for pipelines.\n", RecordTypes.raw(types.row()))
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    int position = 0;
    for (DescribedField column : types.columns()) {
      CodeBlock field =
          CodeBlock.of(
              "new $T<>($T.$N.fields().get($L), row -> row.$N())",
              Field.class,
              types.rowCodec(),
              RecordTypes.SCHEMA,
              position++,
              column.component());
      fields.addMethod(selector(column, field, fields).addModifiers(Modifier.PUBLIC, Modifier.STATIC).build());
    }
    return types.file(fields);
  }

  /// The method that selects one field, whose selector is `field`; where that is a record, its class goes to `file`.
  private MethodSpec.Builder selector(DescribedField field, CodeBlock selected, TypeSpec.Builder file) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(field.component())
            .addJavadoc("The field {@code $L}.$L\n", Prose.inJavadoc(field.schema().name()), words(field));
    if (field.type() instanceof Structure structure) {
      ClassName type = nested(structure, file);
      return method.returns(type).addStatement("return new $T($L)", type, selected);
    }
    return method.returns(fieldOf(JavaTypes.of(field.type().java()))).addStatement("return $L", selected);
  }

  private static String words(DescribedField field) {
    String words = Prose.alone(field.schema());
    return words.isEmpty() ? "" : " " + words;
  }

  private TypeName fieldOf(TypeName value) {
    return ParameterizedTypeName.get(ClassName.get(Field.class), types.row(), value.box());
  }

  private ClassName nested(Structure structure, TypeSpec.Builder file) {
    TypeName record = JavaTypes.of(structure.java());
    ClassName known = nested.get(record);
    if (known != null) {
      return known;
    }
    ClassName type =
        types.fields().nestedClass(names.newName(JavaTypes.raw(structure.java()).simpleName() + "Selector"));
    nested.put(record, type);
    file.addType(nested(structure, type, record, file));
    return type;
  }

  private TypeSpec nested(Structure structure, ClassName type, TypeName record, TypeSpec.Builder file) {
    // The methods that select fields keep the names of the components.
    NameAllocator methods = new NameAllocator();
    structure.fields().forEach(field -> methods.newName(field.component()));
    String self = methods.newName(SELF);
    TypeSpec.Builder selector =
        TypeSpec.classBuilder(type)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Selects fields of a {@link $T} inside a row.\n", RecordTypes.raw(record))
            .addField(fieldOf(record), SELF, Modifier.PRIVATE, Modifier.FINAL)
            .addMethod(
                MethodSpec.constructorBuilder()
                    .addModifiers(Modifier.PRIVATE)
                    .addParameter(fieldOf(record), SELF)
                    .addStatement("this.$N = $N", SELF, SELF)
                    .build())
            .addMethod(
                MethodSpec.methodBuilder(self)
                    .addModifiers(Modifier.PUBLIC)
                    .returns(fieldOf(record))
                    .addJavadoc("The record itself.\n")
                    .addStatement("return $N", SELF)
                    .build());
    List<DescribedField> fields = structure.fields();
    for (int position = 0; position < fields.size(); position++) {
      CodeBlock inner =
          CodeBlock.of("$N.inner($L, record -> record.$N())", SELF, position, fields.get(position).component());
      selector.addMethod(selector(fields.get(position), inner, file).addModifiers(Modifier.PUBLIC).build());
    }
    return selector.build();
  }
}
