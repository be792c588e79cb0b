package dev.sheaf.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.processor.model.DescribedField;
import dev.sheaf.processor.model.DescribedRecord;
import dev.sheaf.processor.model.GeneratedNames;
import dev.sheaf.schema.RecordSchema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/// The Java types around one record: its own, and those that are written for it.
///
/// @param described the record
/// @param record its type
/// @param row the type of its rows: the record itself if it has no sequences, the record that is an element where each
///     is a row
/// @param codec the codec of the record
/// @param rowCodec the codec of the rows
/// @param batch the type of its batches
/// @param loader its loader
/// @param fields its selectors
record RecordTypes(
    DescribedRecord described,
    ClassName record,
    TypeName row,
    ClassName codec,
    ClassName rowCodec,
    ClassName batch,
    ClassName loader,
    ClassName fields) {
  /// The name of the constant with the schema in each codec.
  static final String SCHEMA = "SCHEMA";

  private static final String INDENT = "  ";

  static RecordTypes of(DescribedRecord described) {
    String inPackage = described.name().packageName();
    GeneratedNames generated = described.name().generated();
    ClassName record = JavaTypes.of(described.name());
    ClassName codec = ClassName.get(inPackage, generated.codec());
    return new RecordTypes(
        described,
        record,
        row(described, record),
        codec,
        described.hasRow() ? ClassName.get(inPackage, generated.rowCodec()) : codec,
        ClassName.get(inPackage, generated.batch()),
        ClassName.get(inPackage, generated.loader()),
        ClassName.get(inPackage, generated.fields()));
  }

  private static TypeName row(DescribedRecord described, ClassName record) {
    if (!described.hasRow()) {
      return record;
    }
    return described
        .elementRow()
        .map(element -> JavaTypes.of(element.java()))
        .orElseGet(
            () -> ClassName.get(described.name().packageName(), described.name().generated().row()));
  }

  /// The class of a type, without its type arguments.
  static ClassName raw(TypeName type) {
    return type instanceof ParameterizedTypeName parameterized ? parameterized.rawType() : (ClassName) type;
  }

  RecordSchema schema() {
    return described.schema();
  }

  /// The fields of a row.
  List<DescribedField> columns() {
    return described.columns();
  }

  /// `Override`, for methods that come from an interface.
  static AnnotationSpec override() {
    return AnnotationSpec.builder(Override.class).build();
  }

  /// The modifiers of a type that can be used wherever the record can, and `others`.
  Modifier[] visibleAnd(Modifier... others) {
    return described.isPublic()
        ? Stream.concat(Stream.of(Modifier.PUBLIC), Arrays.stream(others))
            .toArray(Modifier[]::new)
        : others;
  }

  /// The file with a type in the record's package.
  GeneratedFile file(TypeSpec.Builder builder) {
    if (!described.warnings().isEmpty()) {
      builder.addAnnotation(suppression(described.warnings()));
    }
    described.shadowing().forEach(builder::alwaysQualify);
    TypeSpec type = builder.build();
    String packageName = described.name().packageName();
    JavaFile file =
        JavaFile.builder(packageName, type)
            .addFileComment(
                "Written by Sheaf for record $L. Changes are lost with the next compilation.",
                described.name().canonical())
            .indent(INDENT)
            .skipJavaLangImports(true)
            .build();
    return new GeneratedFile.Source(described.name().inPackage(type.name()), file.toString());
  }

  // The author of the record has been told; generated code has nobody to tell.
  private static AnnotationSpec suppression(List<String> warnings) {
    AnnotationSpec.Builder suppression = AnnotationSpec.builder(SuppressWarnings.class);
    warnings.forEach(warning -> suppression.addMember("value", "$S", warning));
    return suppression.build();
  }
}
