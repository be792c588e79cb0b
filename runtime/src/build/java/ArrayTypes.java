import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes one array class for each row of the table below, from the template beside it.
///
/// Run by the build before compilation: `java ArrayTypes.java TEMPLATE OUTPUT-FOLDER`. To add a dtype, add a row here
/// and its name to the `permits` clause of `NdArray` and to the switch in `NdArray.wrap`: the compiler lists the rest.
final class ArrayTypes {
  /// One dtype: the constant of `DType`, the simple name of its class, the Java type of an element, how elements lie
  /// in memory, and what to call an element in a sentence.
  private record Row(String constant, String name, String element, String layout, String words) {}

  private static final Row[] ROWS = {
    new Row("FLOAT32", "Float32Array", "float", "JAVA_FLOAT_UNALIGNED", "32-bit floating-point numbers"),
    new Row("FLOAT64", "Float64Array", "double", "JAVA_DOUBLE_UNALIGNED", "64-bit floating-point numbers"),
    new Row("INT64", "Int64Array", "long", "JAVA_LONG_UNALIGNED", "64-bit signed integers"),
  };

  private ArrayTypes() {}

  public static void main(String[] arguments) throws IOException {
    String template = Files.readString(Path.of(arguments[0]));
    Path folder = Path.of(arguments[1], "dev", "sheaf", "array");
    Files.createDirectories(folder);
    for (Row row : ROWS) {
      String source =
          template
              .replace("${constant}", row.constant())
              .replace("${name}", row.name())
              .replace("${element}", row.element())
              .replace("${Element}", Character.toUpperCase(row.element().charAt(0)) + row.element().substring(1))
              .replace("${layout}", row.layout())
              .replace("${words}", row.words());
      Path target = folder.resolve(row.name() + ".java");
      // An unchanged file keeps its time, so that nothing is compiled again for it.
      if (!Files.exists(target) || !Files.readString(target).equals(source)) {
        Files.writeString(target, source);
      }
    }
  }
}
