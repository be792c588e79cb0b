package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.batch.Batch;
import dev.sheaf.batch.Collator;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.batch.Ragged;
import dev.sheaf.generated.ColumnBinder;
import dev.sheaf.schema.FieldSchema;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/// Writes the batch: rows side by side, column by column.
final class BatchEmitter {
  private static final String ASSEMBLE = "assemble";

  private final RecordTypes types;

  BatchEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile batch() {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    TypeSpec.Builder batch =
        TypeSpec.recordBuilder(types.batch())
            .addModifiers(types.visibleAnd())
            .addSuperinterface(Batch.class)
            .addJavadoc("Some {@link $T} records side by side.\n\n", types.row());
    for (FieldSchema column : types.columns()) {
      components.addParameter(columnType(column), column.name());
      batch.addJavadoc("@param $L $L\n", column.name(), Prose.column(column, layout(column)));
    }
    batch
        .recordConstructor(components.build())
        .addMethod(sizeMethod())
        .addMethod(collatorMethod())
        .addMethod(assembleMethod());
    return types.file(batch);
  }

  // All columns have as many rows: the first one tells.
  private MethodSpec sizeMethod() {
    FieldSchema first = types.columns().getFirst();
    return MethodSpec.methodBuilder("size")
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(long.class)
        .addStatement(isStacked(first) ? "return $N.shape().dim(0)" : "return $N.size()", first.name())
        .build();
  }

  private MethodSpec collatorMethod() {
    CodeBlock accessors =
        CodeBlock.join(
            types.columns().stream().map(column -> CodeBlock.of("$T::$N", types.row(), column.name())).toList(), ",$W");
    return MethodSpec.methodBuilder("collator")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(ParameterizedTypeName.get(ClassName.get(Collator.class), types.row(), types.batch()))
        .addJavadoc("Puts rows side by side. Thread-safe.\n")
        .addCode(
            "return $L;\n",
            Lines.call(
                CodeBlock.of("new $T<>", ColumnCollator.class),
                List.of(
                    CodeBlock.of("$T.$N", types.rowCodec(), RecordTypes.SCHEMA),
                    CodeBlock.of("$T.of($L)", List.class, accessors),
                    CodeBlock.of("$T::$N", types.batch(), ASSEMBLE))))
        .build();
  }

  private MethodSpec assembleMethod() {
    List<CodeBlock> columns = new ArrayList<>();
    for (FieldSchema column : types.columns()) {
      String layout = isStacked(column) ? "fixed" : "ragged";
      TypeName array = RecordTypes.valueType(column.type());
      columns.add(CodeBlock.of("binder.$N($L, $T.class)", layout, columns.size(), array));
    }
    return MethodSpec.methodBuilder(ASSEMBLE)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .returns(types.batch())
        .addParameter(Columns.class, "columns")
        .addStatement("$1T binder = new $1T(columns)", ColumnBinder.class)
        .addCode("return $L;\n", Lines.call(CodeBlock.of("new $T", types.batch()), columns))
        .build();
  }

  private static TypeName columnType(FieldSchema column) {
    TypeName array = RecordTypes.valueType(column.type());
    return isStacked(column) ? array : ParameterizedTypeName.get(ClassName.get(Ragged.class), array);
  }

  private static Prose.Layout layout(FieldSchema column) {
    return isStacked(column) ? Prose.Layout.STACKED : Prose.Layout.END_TO_END;
  }

  private static boolean isStacked(FieldSchema column) {
    return RecordTypes.arrayType(column).shape().isFixed();
  }
}
