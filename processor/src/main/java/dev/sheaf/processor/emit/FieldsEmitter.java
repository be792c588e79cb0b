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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/// Writes the typed selectors of a row's fields, and of the fields of records in it.
final class FieldsEmitter {
  private static final String SELF = "self";
  private static final String VALUE = "value";
  private static final String UNUSED = "_";

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
    List<DescribedField> columns = types.columns();
    for (int position = 0; position < columns.size(); position++) {
      CodeBlock schema =
          CodeBlock.of("$T.$N.fields().get($L)", types.rowCodec(), RecordTypes.SCHEMA, position);
      CodeBlock field =
          selected(CodeBlock.of("new $T<>", Field.class), schema, "row", types.row(), columns, position);
      fields.addMethod(
          selector(columns.get(position), field, fields).addModifiers(Modifier.PUBLIC, Modifier.STATIC).build());
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
      return method.returns(type).addCode("return new $T($L);\n", type, selected);
    }
    return method.returns(fieldOf(JavaTypes.of(field.type().java()))).addCode("return $L;\n", selected);
  }

  /// The call that makes the selector of one field: how it is read from a record, and how the record is made anew with
  /// another value in its place.
  private static CodeBlock selected(
      CodeBlock maker, CodeBlock field, String owner, TypeName type, List<DescribedField> fields, int position) {
    CodeBlock accessor = CodeBlock.of("$1N -> $1N.$2N()", owner, fields.get(position).component());
    CodeBlock replacement =
        CodeBlock.of(
            "($L, $N) -> new $T($L)",
            fields.size() == 1 ? UNUSED : owner,
            VALUE,
            type,
            components(owner, fields, position));
    return Lines.call(maker, List.of(field, accessor, replacement));
  }

  /// What the record's constructor takes: what the record has, and the value that replaces one component.
  private static CodeBlock components(String owner, List<DescribedField> fields, int replaced) {
    List<CodeBlock> arguments = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      arguments.add(i == replaced ? value(fields.get(i)) : CodeBlock.of("$N.$N()", owner, fields.get(i).component()));
    }
    return CodeBlock.join(arguments, ",$W");
  }

  // A record may have another constructor for the box of a primitive.
  private static CodeBlock value(DescribedField field) {
    TypeName type = JavaTypes.of(field.type().java());
    return type.isPrimitive() ? CodeBlock.of("($T) $N", type, VALUE) : CodeBlock.of("$N", VALUE);
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
          selected(CodeBlock.of("$N.inner", SELF), CodeBlock.of("$L", position), "record", record, fields, position);
      selector.addMethod(selector(fields.get(position), inner, file).addModifiers(Modifier.PUBLIC).build());
    }
    return selector.build();
  }
}
