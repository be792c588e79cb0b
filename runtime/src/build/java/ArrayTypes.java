import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Writes one array class for each row of the table below, from the template beside it.
///
/// Run by the build before compilation: `java ArrayTypes.java TEMPLATE OUTPUT-FOLDER`. In the template `${...}` stands
/// for a row's value, and the lines from `//: form form` to the next `//:` are for rows of these forms only (`//: all`
/// for every row). To add a dtype, add a row here and its name to the `permits` clause of `NdArray` and to the switch in
/// `NdArray.wrap`: the compiler lists the rest.
final class ArrayTypes {
  /// One dtype: the constant of `DType`, the simple name of its class, the Java type of what a user sees of an element,
  /// the Java type that it has in memory, the expressions that lead from one to the other (of `bits` and of `value` at
  /// index `i`), what to call an element in a sentence, what to know about the Java type, and which parts of the
  /// template are for it.
  private record Row(
      String constant,
      String name,
      String element,
      String storage,
      String read,
      String write,
      String words,
      String note,
      List<String> forms) {
    /// Elements that are in memory what they are in Java.
    static Row plain(String constant, String name, String element, String words) {
      // Java has a buffer type for every number, and a plain ByteBuffer is every array's already.
      List<String> forms = element.equals("byte") ? List.of("plain") : List.of("plain", "buffered");
      return new Row(constant, name, element, element, "bits", "value", words, "", forms);
    }

    /// Elements that Java shows as another type than the one in memory.
    static Row shown(
        String constant, String name, String element, String storage, String read, String write, String words) {
      return new Row(
          constant, name, element, storage, read, write, words, element(element), List.of("shown", "bits"));
    }

    /// Pairs of numbers: the real part, then the imaginary part.
    static Row complex(String constant, String name, String storage, String words) {
      return new Row(
          constant,
          name,
          "Complex",
          storage,
          "bits",
          "value",
          words,
          "An element is two numbers, the real part and the imaginary part; Java arrays and buffers hold both of each.",
          List.of("complex", "buffered"));
    }

    Row also(String form) {
      List<String> more = Stream.concat(forms.stream(), Stream.of(form)).toList();
      return new Row(constant, name, element, storage, read, write, words, note, more);
    }

    Row without(String form) {
      List<String> less = forms.stream().filter(each -> !each.equals(form)).toList();
      return new Row(constant, name, element, storage, read, write, words, note, less);
    }

    Row noting(String note) {
      return new Row(constant, name, element, storage, read, write, words, note, forms);
    }

    private static String element(String element) {
      return "Java sees an element as `%s`, which has a value for each of them.".formatted(element);
    }

    Map<String, String> values() {
      return Map.ofEntries(
          Map.entry("constant", constant),
          Map.entry("name", name),
          Map.entry("element", element),
          Map.entry("storage", storage),
          Map.entry("Storage", Character.toUpperCase(storage.charAt(0)) + storage.substring(1)),
          Map.entry("layout", "JAVA_" + storage.toUpperCase(Locale.ROOT) + (storage.equals("byte") ? "" : "_UNALIGNED")),
          Map.entry("read", read),
          Map.entry("write", write),
          Map.entry("round", "SmallFloats.%s(value)".formatted(constant.toLowerCase(Locale.ROOT))),
          Map.entry("number", forms.contains("unsigned") ? "getUnsignedFlat" : "getFlat"),
          Map.entry("words", words),
          Map.entry("note", note.isEmpty() ? "" : "\n///\n/// " + note));
    }
  }

  private static final Row[] ROWS = {
    Row.shown("BOOL", "BoolArray", "boolean", "byte", "bits != 0", "(byte) (value ? 1 : 0)", "booleans")
        .without("bits")
        .noting("An element is a byte: 0 is false, and any other is true; what Sheaf writes is 0 or 1."),
    Row.shown(
        "UINT8", "UInt8Array", "int", "byte", "Byte.toUnsignedInt(bits)", "Narrow.uint8(value, i)",
        "8-bit unsigned integers"),
    Row.shown(
        "UINT16", "UInt16Array", "int", "short", "Short.toUnsignedInt(bits)", "Narrow.uint16(value, i)",
        "16-bit unsigned integers"),
    Row.shown(
        "UINT32", "UInt32Array", "long", "int", "Integer.toUnsignedLong(bits)", "Narrow.uint32(value, i)",
        "32-bit unsigned integers"),
    Row.plain("UINT64", "UInt64Array", "long", "64-bit unsigned integers")
        .also("unsigned")
        .noting("Java has no such type: a `long` holds the 64 bits, which [Long]'s methods for unsigned numbers read."),
    Row.plain("INT8", "Int8Array", "byte", "8-bit signed integers"),
    Row.plain("INT16", "Int16Array", "short", "16-bit signed integers"),
    Row.plain("INT32", "Int32Array", "int", "32-bit signed integers"),
    Row.plain("INT64", "Int64Array", "long", "64-bit signed integers"),
    Row.shown(
        "FLOAT16", "Float16Array", "float", "short", "Float.float16ToFloat(bits)", "Narrow.float16(value, i)",
            "16-bit floating-point numbers")
        .also("rounded"),
    Row.shown(
        "BFLOAT16", "BFloat16Array", "float", "short", "SmallFloats.ofBFloat16(bits)", "Narrow.bfloat16(value, i)",
            "16-bit floating-point numbers with the range of 32-bit ones")
        .also("rounded"),
    Row.plain("FLOAT32", "Float32Array", "float", "32-bit floating-point numbers"),
    Row.plain("FLOAT64", "Float64Array", "double", "64-bit floating-point numbers"),
    Row.complex("COMPLEX64", "Complex64Array", "float", "complex numbers of two 32-bit floating-point numbers"),
    Row.complex("COMPLEX128", "Complex128Array", "double", "complex numbers of two 64-bit floating-point numbers"),
  };

  private ArrayTypes() {}

  public static void main(String[] arguments) throws IOException {
    List<String> template = Files.readAllLines(Path.of(arguments[0]));
    Path folder = Path.of(arguments[1], "dev", "sheaf", "array");
    Files.createDirectories(folder);
    for (Row row : ROWS) {
      String source = source(template, row);
      Path target = folder.resolve(row.name() + ".java");
      // An unchanged file keeps its time, so that nothing is compiled again for it.
      if (!Files.exists(target) || !Files.readString(target).equals(source)) {
        Files.writeString(target, source);
      }
    }
  }

  private static String source(List<String> template, Row row) {
    StringBuilder source = new StringBuilder();
    boolean taken = true;
    for (String line : template) {
      if (line.startsWith("//: ")) {
        List<String> forms = List.of(line.substring(4).split(" "));
        taken = forms.contains("all") || forms.stream().anyMatch(row.forms()::contains);
      } else if (taken) {
        source.append(line).append('\n');
      }
    }
    String filled = source.toString();
    for (Map.Entry<String, String> value : row.values().entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }
}
