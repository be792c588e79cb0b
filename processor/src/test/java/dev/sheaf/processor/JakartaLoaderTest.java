package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every constraint of Jakarta Validation that the schema language knows, checked by a generated loader.
class JakartaLoaderTest {
  /// A component, some values in JSON that it takes, and some that it does not.
  private record Example(String component, List<String> good, List<String> bad) {}

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("@NotNull String", List.of("\"\""), List.of("null")),
          new Example("@NotEmpty String", List.of("\" \""), List.of("\"\"")),
          new Example("@NotEmpty byte[]", List.of("\"AQ==\""), List.of("\"\"")),
          new Example("@NotEmpty List<Integer>", List.of("[1]"), List.of("[]")),
          new Example("@NotEmpty Map<String, Integer>", List.of("{\"a\": 1}"), List.of("{}")),
          new Example("@NotBlank String", List.of("\" a\""), List.of("\" \"", "\"\"")),
          new Example("@Size(min = 1, max = 2) String", List.of("\"a\"", "\"ab\""), List.of("\"\"", "\"abc\"")),
          new Example("@Size(min = 2) List<String>", List.of("[\"a\", \"b\"]"), List.of("[\"a\"]")),
          new Example("@Size(max = 1) Map<String, Integer>", List.of("{}"), List.of("{\"a\": 1, \"b\": 2}")),
          new Example("List<@Size(max = 1) String>", List.of("[\"a\"]"), List.of("[\"a\", \"bc\"]")),
          new Example("@Min(-2) int", List.of("-2", "0"), List.of("-3")),
          new Example("@Min(9007199254740993L) long", List.of("9007199254740993"), List.of("9007199254740992")),
          new Example("@Max(5) Short", List.of("5"), List.of("6")),
          new Example("@Max(5) double", List.of("5", "-1e300"), List.of("5.000001")),
          new Example("@DecimalMin(\"0.5\") double", List.of("0.5"), List.of("0.4999")),
          new Example("@DecimalMin(value = \"0.5\", inclusive = false) double", List.of("0.51"), List.of("0.5")),
          new Example("@DecimalMax(\"1e2\") float", List.of("100"), List.of("100.5")),
          new Example("@DecimalMax(value = \"3\", inclusive = false) byte", List.of("2"), List.of("3")),
          new Example("@Positive int", List.of("1"), List.of("0")),
          new Example("@PositiveOrZero double", List.of("0", "-0.0"), List.of("-1e-300")),
          new Example("@Negative long", List.of("-1"), List.of("0")),
          new Example("@NegativeOrZero float", List.of("0"), List.of("1")),
          new Example("@Digits(integer = 2, fraction = 1) double", List.of("99.5", "0"), List.of("100", "1.25")),
          new Example("@Digits(integer = 2, fraction = 0) int", List.of("-99"), List.of("100")),
          new Example("@Pattern(regexp = \"[a-c]+\") String", List.of("\"abc\""), List.of("\"abcd\"", "\"\"")),
          new Example(
              "@Pattern(regexp = \"a.\", flags = {Pattern.Flag.CASE_INSENSITIVE, Pattern.Flag.DOTALL}) String",
              List.of("\"A\\n\""),
              List.of("\"b\\n\"")),
          new Example("@Email String", List.of("\"a@b.org\""), List.of("\"a\"")),
          new Example("@AssertTrue boolean", List.of("true"), List.of("false")),
          new Example("@AssertFalse Boolean", List.of("false"), List.of("true")),
          new Example("Optional<@Min(3) Integer>", List.of("3", "null"), List.of("2")),
          new Example("Map<String, List<@NotBlank String>>", List.of("{\"a\": [\"b\"]}"), List.of("{\"a\": [\" \"]}")),
          new Example("@Min(1) @Max(3) @Min(2) int", List.of("2", "3"), List.of("1", "4")));

  @TempDir Path folder;

  @Test
  void takesTheGoodValuesAndRefusesTheBadOnesOfEveryConstraint() {
    StringBuilder records = new StringBuilder("import jakarta.validation.constraints.*;\npublic interface Records {\n");
    StringBuilder body = new StringBuilder("StringBuilder wrong = new StringBuilder();\n");
    for (int i = 0; i < EXAMPLES.size(); i++) {
      Example example = EXAMPLES.get(i);
      records.append("@SchemaRecord record R%d(%s value) {}\n".formatted(i, example.component()));
      example.good().forEach(json -> body.append(call(EXAMPLES.indexOf(example), json, "OK")));
      example.bad().forEach(json -> body.append(call(EXAMPLES.indexOf(example), json, "value")));
    }
    String wrong =
        Program.in(folder).withJakarta().with("Records", records + "}\n").run(body + "return wrong;\n");
    assertEquals("", wrong, () -> components());
  }

  private static String call(int record, String json, String expected) {
    String payload = literal("{\"value\": " + json + "}");
    return """
        try {
          Records_R%1$dLoader.parse(bytes(%2$s));
          if (!"OK".equals("%3$s")) wrong.append("R%1$d takes ").append(%2$s).append('\\n');
        } catch (DecodeException e) {
          if (!e.fieldPath().startsWith("%3$s")) wrong.append("R%1$d says ").append(e.getMessage()).append('\\n');
        }
        """
        .formatted(record, payload, expected);
  }

  private static String components() {
    return EXAMPLES.stream()
        .map(example -> "R" + EXAMPLES.indexOf(example) + ": " + example.component())
        .collect(Collectors.joining("\n"));
  }

  private static String literal(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
