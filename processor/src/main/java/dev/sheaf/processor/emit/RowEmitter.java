package dev.sheaf.processor.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.schema.FieldSchema;

/// Writes the row of a record with sequences: one element of each.
final class RowEmitter {
  private final RecordTypes types;

  RowEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile row() {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    TypeSpec.Builder row =
        TypeSpec.recordBuilder(types.row())
            .addModifiers(types.visibleAnd())
            .addJavadoc(
                "One row of the dataset that {@link $T} describes: one element of each sequence.\n\n", types.record());
    for (FieldSchema column : types.columns()) {
      components.addParameter(RecordTypes.valueType(column.type()), column.name());
      row.addJavadoc("@param $L $L\n", column.name(), Prose.column(column, Prose.Layout.ALONE));
    }
    return types.file(row.recordConstructor(components.build()));
  }
}
