package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.LooseFiles;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.nio.file.Path;
import javax.lang.model.element.Modifier;

/// Writes the loader: what an application calls to read records and open datasets.
final class LoaderEmitter {
  private static final String CODEC = "CODEC";
  private static final String ROW_CODEC = "ROW_CODEC";
  private static final String OPTIONS = "options";

  private static final String INDEX_DOC =
      """
      Opens the dataset behind an index folder, as {@code sheaf index} and {@code mvn dataset:index} write it.

      """;

  private static final String PATTERN_DOC =
      """
      Opens the files that a pattern names, relative to the working directory, without an index. Each holds one row.

      """;

  // Qualified names: some compilers call an import that only Javadoc uses unused.
  private static final String READ_FAULTS =
      """
      @throws $L if the data is not such a record
      @throws $L if a file cannot be read
      """;

  private final RecordTypes types;

  LoaderEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile loader() {
    TypeSpec.Builder loader =
        TypeSpec.classBuilder(types.loader())
            .addModifiers(types.visibleAnd(Modifier.FINAL))
            .addJavadoc("Loads {@link $T} records, and opens datasets of $L.\n", types.record(), rows())
            .addField(codec(CODEC, types.codec()));
    if (types.described().hasRow()) {
      loader.addField(codec(ROW_CODEC, types.rowCodec()));
    }
    loader
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .addMethod(schemaMethod())
        .addMethod(loadMethod())
        .addMethod(loadWithOptionsMethod())
        .addMethod(parseMethod())
        .addMethod(openMethod(Path.class, "index"))
        .addMethod(openWithOptionsMethod(Path.class, "index", "openIndex", INDEX_DOC))
        .addMethod(openMethod(String.class, "pattern"))
        .addMethod(openWithOptionsMethod(String.class, "pattern", "openPattern", PATTERN_DOC));
    return types.file(loader);
  }

  private static FieldSpec codec(String name, ClassName type) {
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T()", type)
        .build();
  }

  private CodeBlock rows() {
    return types.described().hasRow() ? CodeBlock.of("{@link $T} records", types.row()) : CodeBlock.of("them");
  }

  private MethodSpec schemaMethod() {
    return method("schema", ClassName.get(RecordSchema.class))
        .addJavadoc("What the record is made of.\n")
        .addStatement("return $T.$N", types.codec(), RecordTypes.SCHEMA)
        .build();
  }

  private MethodSpec loadMethod() {
    return method("load", types.record())
        .addParameter(Path.class, "file")
        .addJavadoc("Loads the record in a JSON file; references in it start from the file's folder.\n\n")
        .addJavadoc(READ_FAULTS, DecodeException.class.getName(), StorageException.class.getName())
        .addStatement("return load(file, $T.DEFAULT)", DecodeOptions.class)
        .build();
  }

  private MethodSpec loadWithOptionsMethod() {
    return method("load", types.record())
        .addParameter(Path.class, "file")
        .addParameter(DecodeOptions.class, OPTIONS)
        .addJavadoc(
            "Loads the record in a JSON file under these options; references in it start from the file's folder.\n\n")
        .addJavadoc(READ_FAULTS, DecodeException.class.getName(), StorageException.class.getName())
        .addStatement("return $T.load(file, $N, $N)", Payload.class, CODEC, OPTIONS)
        .build();
  }

  private MethodSpec parseMethod() {
    return method("parse", types.record())
        .addParameter(byte[].class, "json")
        .addParameter(Path.class, "folder")
        .addParameter(DecodeOptions.class, OPTIONS)
        .addJavadoc("Reads the record in a JSON document in memory; references in it start from {@code folder}.\n\n")
        .addJavadoc(READ_FAULTS, DecodeException.class.getName(), StorageException.class.getName())
        .addStatement("return $T.parse(json, folder, $N, $N)", Payload.class, CODEC, OPTIONS)
        .build();
  }

  private MethodSpec openMethod(Class<?> source, String parameter) {
    return method("open", dataset())
        .addParameter(source, parameter)
        .addJavadoc("The same as {@link #open($T, $T)} with default options.\n", source, DecodeOptions.class)
        .addStatement("return open($N, $T.DEFAULT)", parameter, DecodeOptions.class)
        .build();
  }

  private MethodSpec openWithOptionsMethod(Class<?> source, String parameter, String open, String doc) {
    return method("open", dataset())
        .addParameter(source, parameter)
        .addParameter(DecodeOptions.class, OPTIONS)
        .addJavadoc("$L", doc)
        .addJavadoc("@throws $L if it cannot be opened\n", SheafException.class.getName())
        .addStatement(
            "return $T.$N($N, $N, $N)",
            LooseFiles.class,
            open,
            parameter,
            types.described().hasRow() ? ROW_CODEC : CODEC,
            OPTIONS)
        .build();
  }

  private static MethodSpec.Builder method(String name, TypeName result) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(result);
  }

  private TypeName dataset() {
    return ParameterizedTypeName.get(ClassName.get(Dataset.class), types.row());
  }
}
