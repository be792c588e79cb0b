package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.sheaf.SheafException;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeException;
import dev.sheaf.codec.EncodeOptions;
import dev.sheaf.codec.Payload;
import dev.sheaf.codec.WrittenPayload;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.dataset.DatasetOptions;
import dev.sheaf.dataset.Datasets;
import dev.sheaf.io.StorageException;
import dev.sheaf.schema.RecordSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import javax.lang.model.element.Modifier;

/// Writes the loader: what an application calls to read records and open datasets.
final class LoaderEmitter {
  private static final String CODEC = "CODEC";
  private static final String ROW_CODEC = "ROW_CODEC";
  private static final String OPTIONS = "options";
  private static final String JSON = "json";
  private static final String FOLDER = "folder";

  private static final String PLACE_DOC =
      """
      Opens the dataset in a folder (an index that {@code sheaf index} and {@code mvn dataset:index} write, a packed dataset,
      or one of another format) or in a file.

      """;

  private static final String PATTERN_DOC =
      """
      Opens what a pattern names, relative to the working directory: files of one format, a folder, or some rows of a
      file ({@code train.array_record[100:200]}). The format is told by the content, else by the name; a JSON file holds
      one row, or a list of them, and JSON Lines one on each line.

      """;

  // Qualified names: some compilers call an import that only Javadoc uses unused.
  private static final String READ_FAULTS =
      """
      @throws $L if the data is not such a record
      @throws $L if a file cannot be read
      """;

  private static final String WRITE_FAULTS =
      """
      @throws $L if the record is not as its schema says, or cannot be written so
      @throws $L if a file cannot be written
      """;

  private final RecordTypes types;

  LoaderEmitter(RecordTypes types) {
    this.types = types;
  }

  GeneratedFile loader() {
    TypeSpec.Builder loader =
        TypeSpec.classBuilder(types.loader())
            .addModifiers(types.visibleAnd(Modifier.FINAL))
            .addJavadoc("Loads and saves {@link $T} records, and opens datasets of $L.\n", types.record(), rows())
            .addField(codec(CODEC, types.codec()));
    if (types.described().hasRow()) {
      loader.addField(codec(ROW_CODEC, types.rowCodec()));
    }
    loader
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build())
        .addMethod(schemaMethod())
        .addMethod(jsonSchemaMethod())
        .addMethod(loadMethod())
        .addMethod(loadWithOptionsMethod())
        .addMethod(parseMethod())
        .addMethod(parseWithOptionsMethod())
        .addMethod(readMethod(MemorySegment.class, "Reads the record in a JSON document in a segment, which is not needed"
            + " afterwards;\nreferences in it start from {@code folder}.\n\n"))
        .addMethod(readMethod(InputStream.class, "Reads the record in a JSON document from a stream to its end, and leaves"
            + " the stream open;\nreferences in it start from {@code folder}.\n\n"))
        .addMethod(saveMethod())
        .addMethod(saveWithOptionsMethod())
        .addMethod(writeMethod())
        .addMethod(saveAllMethod())
        .addMethod(saveAllWithOptionsMethod())
        .addMethod(openMethod(Path.class, "place"))
        .addMethod(openWithOptionsMethod(Path.class, "place", PLACE_DOC))
        .addMethod(openMethod(String.class, "pattern"))
        .addMethod(openWithOptionsMethod(String.class, "pattern", PATTERN_DOC));
    return types.file(loader);
  }

  private static FieldSpec codec(String name, ClassName type) {
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T()", type)
        .build();
  }

  private CodeBlock rows() {
    return types.described().hasRow()
        ? CodeBlock.of("{@link $T} records", RecordTypes.raw(types.row()))
        : CodeBlock.of("them");
  }

  private MethodSpec schemaMethod() {
    return method("schema", ClassName.get(RecordSchema.class))
        .addJavadoc("What the record is made of.\n")
        .addStatement("return $T.$N", types.codec(), RecordTypes.SCHEMA)
        .build();
  }

  private MethodSpec jsonSchemaMethod() {
    return method("jsonSchema", ClassName.get(String.class))
        .addJavadoc("What the record's data looks like, as a JSON Schema of draft 2020-12.\n")
        .addStatement("return $T.$N.toJsonSchema()", types.codec(), RecordTypes.SCHEMA)
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
        .addParameter(byte[].class, JSON)
        .addJavadoc("Reads the record in a JSON document in memory; references in it start from the working directory.\n\n")
        .addJavadoc(READ_FAULTS, DecodeException.class.getName(), StorageException.class.getName())
        .addStatement("return parse($N, $T.of($S), $T.DEFAULT)", JSON, Path.class, "", DecodeOptions.class)
        .build();
  }

  private MethodSpec parseWithOptionsMethod() {
    return method("parse", types.record())
        .addParameter(byte[].class, JSON)
        .addParameter(Path.class, FOLDER)
        .addParameter(DecodeOptions.class, OPTIONS)
        .addJavadoc("Reads the record in a JSON document in memory; references in it start from {@code folder}.\n\n")
        .addJavadoc(READ_FAULTS, DecodeException.class.getName(), StorageException.class.getName())
        .addStatement("return $T.parse($N, $N, $N, $N)", Payload.class, JSON, FOLDER, CODEC, OPTIONS)
        .build();
  }

  private MethodSpec readMethod(Class<?> source, String doc) {
    return method("read", types.record())
        .addParameter(source, JSON)
        .addParameter(Path.class, FOLDER)
        .addParameter(DecodeOptions.class, OPTIONS)
        .addJavadoc("$L", doc)
        .addJavadoc(READ_FAULTS, DecodeException.class.getName(), StorageException.class.getName())
        .addStatement("return $T.read($N, $N, $N, $N)", Payload.class, JSON, FOLDER, CODEC, OPTIONS)
        .build();
  }

  private MethodSpec saveMethod() {
    return method("save", ClassName.get(WrittenPayload.class))
        .addParameter(Path.class, "file")
        .addParameter(types.record(), "record")
        .addJavadoc(
            "The same as {@link #save($T, $T, $T)} with default options.\n",
            Path.class,
            types.record(),
            EncodeOptions.class)
        .addStatement("return save(file, record, $T.DEFAULT)", EncodeOptions.class)
        .build();
  }

  private MethodSpec saveWithOptionsMethod() {
    return method("save", ClassName.get(WrittenPayload.class))
        .addParameter(Path.class, "file")
        .addParameter(types.record(), "record")
        .addParameter(EncodeOptions.class, OPTIONS)
        .addJavadoc("Writes a record to a JSON file, whole or not at all, and tells what was written.\n\n")
        .addJavadoc(WRITE_FAULTS, EncodeException.class.getName(), StorageException.class.getName())
        .addStatement("return $T.save(file, record, $N, $N)", Payload.class, CODEC, OPTIONS)
        .build();
  }

  private MethodSpec writeMethod() {
    return method("write", TypeName.VOID)
        .addParameter(OutputStream.class, "target")
        .addParameter(types.record(), "record")
        .addParameter(EncodeOptions.class, OPTIONS)
        .addJavadoc(
            "Writes a record as JSON into a stream, which stays open; not with binary files, which need a file beside"
                + " them.\n\n")
        .addJavadoc(WRITE_FAULTS, EncodeException.class.getName(), StorageException.class.getName())
        .addStatement("$T.write(target, record, $N, $N)", Payload.class, CODEC, OPTIONS)
        .build();
  }

  private MethodSpec saveAllMethod() {
    return method("saveAll", TypeName.LONG)
        .addParameter(Path.class, "file")
        .addParameter(rowsOf(), "rows")
        .addJavadoc(
            "The same as {@link #saveAll($T, $T, $T)} with default options.\n",
            Path.class,
            Iterable.class,
            DatasetOptions.class)
        .addStatement("return saveAll(file, rows, $T.DEFAULT)", DatasetOptions.class)
        .build();
  }

  private MethodSpec saveAllWithOptionsMethod() {
    return method("saveAll", TypeName.LONG)
        .addParameter(Path.class, "file")
        .addParameter(rowsOf(), "rows")
        .addParameter(DatasetOptions.class, OPTIONS)
        .addJavadoc(
            "Writes rows to one file of a dataset, whole or not at all, and tells how many there are; the options or the"
                + " file's name\nsay the format.\n\n")
        .addJavadoc(WRITE_FAULTS, EncodeException.class.getName(), StorageException.class.getName())
        .addStatement(
            "return $T.save(file, rows, $N, $N)",
            Datasets.class,
            types.described().hasRow() ? ROW_CODEC : CODEC,
            OPTIONS)
        .build();
  }

  private TypeName rowsOf() {
    return ParameterizedTypeName.get(ClassName.get(Iterable.class), WildcardTypeName.subtypeOf(types.row()));
  }

  private MethodSpec openMethod(Class<?> source, String parameter) {
    return method("open", dataset())
        .addParameter(source, parameter)
        .addJavadoc("The same as {@link #open($T, $T)} with default options.\n", source, DatasetOptions.class)
        .addStatement("return open($N, $T.DEFAULT)", parameter, DatasetOptions.class)
        .build();
  }

  private MethodSpec openWithOptionsMethod(Class<?> source, String parameter, String doc) {
    return method("open", dataset())
        .addParameter(source, parameter)
        .addParameter(DatasetOptions.class, OPTIONS)
        .addJavadoc("$L", doc)
        .addJavadoc("@throws $L if it cannot be opened\n", SheafException.class.getName())
        .addStatement(
            "return $T.open($N, $N, $N)",
            Datasets.class,
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
