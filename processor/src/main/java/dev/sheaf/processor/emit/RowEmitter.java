package dev.sheaf.processor.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.processor.model.DescribedField;

/// Writes the row of a record with sequences: one element of each.
final class RowEmitter {
  private final RecordTypes types;

  RowEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile row() {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    TypeSpec.Builder row =
        TypeSpec.recordBuilder(RecordTypes.raw(types.row()))
            .addModifiers(types.visibleAnd())
            .addJavadoc(
                "One row of the dataset that {@link $T} describes: one element of each sequence.\n\n", types.record());
    for (DescribedField column : types.columns()) {
      components.addParameter(JavaTypes.of(column.type().java()), column.component());
      row.addJavadoc("@param $L $L\n", column.component(), Prose.alone(column.schema()));
    }
    return types.file(row.recordConstructor(components.build()));
  }
}
