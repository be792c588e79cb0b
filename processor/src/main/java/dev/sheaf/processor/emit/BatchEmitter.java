package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.array.NdArray;
import dev.sheaf.batch.Batch;
import dev.sheaf.batch.ColumnAccessor;
import dev.sheaf.batch.ColumnCollator;
import dev.sheaf.batch.Columns;
import dev.sheaf.batch.Ragged;
import dev.sheaf.generated.ColumnBinder;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ScalarType;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/// Writes the batch: rows side by side, column by column.
final class BatchEmitter {
  private static final String ASSEMBLE = "assemble";
  private static final String SIZE = "size";
  private static final String BYTE_SIZE = "byteSize";

  /// How the values of a column lie.
  private enum Layout {
    /// Side by side in one array, along a new first axis.
    STACKED,
    /// End to end in one array.
    END_TO_END,
    /// In a list, as they are.
    LISTED;

    static Layout of(DescribedField column) {
      return column
          .schema()
          .type()
          .column()
          .map(array -> array.shape().isFixed() ? STACKED : END_TO_END)
          .orElse(LISTED);
    }
  }

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
            .addJavadoc("Some {@link $T} records side by side.\n\n", RecordTypes.raw(types.row()));
    for (DescribedField column : types.columns()) {
      components.addParameter(columnType(column), column.component());
      batch.addJavadoc("@param $L $L\n", column.component(), Prose.column(column.schema()));
    }
    if (types.columns().isEmpty()) {
      components.addParameter(long.class, SIZE);
      batch.addJavadoc("@param $L how many rows it has\n", SIZE);
    } else {
      batch.addMethod(sizeMethod());
    }
    batch.addMethod(byteSizeMethod());
    batch.recordConstructor(components.build()).addMethod(collatorMethod()).addMethod(assembleMethod());
    return types.file(batch);
  }

  // All columns have as many rows: the first one tells.
  private MethodSpec sizeMethod() {
    DescribedField first = types.columns().getFirst();
    return MethodSpec.methodBuilder(SIZE)
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(long.class)
        .addStatement(
            Layout.of(first) == Layout.STACKED ? "return $N.shape().dim(0)" : "return $N.size()", first.component())
        .build();
  }

  private MethodSpec byteSizeMethod() {
    List<CodeBlock> sizes =
        types.columns().stream()
            .filter(column -> Layout.of(column) != Layout.LISTED)
            .map(
                column ->
                    CodeBlock.of(
                        Layout.of(column) == Layout.STACKED ? "$N.segment().byteSize()" : "$N.byteSize()",
                        column.component()))
            .toList();
    return MethodSpec.methodBuilder(BYTE_SIZE)
        .addAnnotation(RecordTypes.override())
        .addModifiers(Modifier.PUBLIC)
        .returns(long.class)
        .addStatement("return $L", sizes.isEmpty() ? CodeBlock.of("0") : CodeBlock.join(sizes, "$W+ "))
        .build();
  }

  private MethodSpec collatorMethod() {
    CodeBlock accessors = CodeBlock.join(types.columns().stream().map(this::accessor).toList(), ",$W");
    return MethodSpec.methodBuilder("collator")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(ParameterizedTypeName.get(ClassName.get(ColumnCollator.class), types.row(), types.batch()))
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

  private CodeBlock accessor(DescribedField column) {
    CodeBlock accessor = CodeBlock.of("row -> row.$N()", column.component());
    if (!(column.schema().type() instanceof ScalarType(var scalar, _))) {
      return accessor;
    }
    String kind =
        switch (scalar.dtype().kind()) {
          case BOOL -> "ofBoolean";
          case FLOAT -> "ofDouble";
          case UNSIGNED, SIGNED, COMPLEX -> "ofLong";
        };
    return CodeBlock.of("$T.<$T>$L($L)", ColumnAccessor.class, types.row(), kind, accessor);
  }

  private MethodSpec assembleMethod() {
    List<CodeBlock> columns = new ArrayList<>();
    for (DescribedField column : types.columns()) {
      int index = columns.size();
      columns.add(
          switch (Layout.of(column)) {
            case STACKED -> CodeBlock.of("binder.fixed($L, $T.class)", index, arrayType(column));
            case END_TO_END -> CodeBlock.of("binder.ragged($L, $T.class)", index, arrayType(column));
            case LISTED -> CodeBlock.of("binder.values($L)", index);
          });
    }
    MethodSpec.Builder assemble =
        MethodSpec.methodBuilder(ASSEMBLE)
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(types.batch())
            .addParameter(Columns.class, "columns");
    if (columns.isEmpty()) {
      return assemble.addStatement("return new $T(columns.size())", types.batch()).build();
    }
    return assemble
        .addStatement("$1T binder = new $1T(columns)", ColumnBinder.class)
        .addCode("return $L;\n", Lines.call(CodeBlock.of("new $T", types.batch()), columns))
        .build();
  }

  private static TypeName columnType(DescribedField column) {
    return switch (Layout.of(column)) {
      case STACKED -> arrayType(column);
      case END_TO_END -> ParameterizedTypeName.get(ClassName.get(Ragged.class), arrayType(column));
      case LISTED ->
          ParameterizedTypeName.get(ClassName.get(List.class), JavaTypes.of(column.type().java()).box());
    };
  }

  private static ClassName arrayType(DescribedField column) {
    DType dtype = column.schema().type().column().flatMap(array -> array.dtype()).orElseThrow();
    return ClassName.get(NdArray.class.getPackageName(), dtype.arrayTypeName());
  }
}
