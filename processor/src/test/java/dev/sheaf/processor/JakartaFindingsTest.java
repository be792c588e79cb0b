package dev.sheaf.processor;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each rule about Jakarta Validation's annotations, broken: what the compiler says, and where.
class JakartaFindingsTest {
  @TempDir Path folder;

  @Test
  void aConstraintStandsOnATypeThatItHoldsFor() {
    Findings.withJakarta(folder).expect("""
        @SchemaRecord record A(
            @Size(max = 3) int count,
            @Size(max = 3) @Dims("?") Float32Array values,
            @Min(0) @Dims("?") Float32Array positive,
            @Min(0) String text,
            @NotBlank Optional<String> perhaps,
            @NotEmpty LazySequence<String> names,
            @AssertTrue String yes,
            @Positive Inner inner) {}
        record Inner(int value) {}
        """,
        """
        ERROR A.java:6:5: expected @Size on a String, bytes, a List or a Map in component count, found it on int; \
        remove it [SHEAF-036 constraint-misplaced]
        ERROR A.java:7:5: expected @Size on a String, bytes, a List or a Map in component values, found it on \
        Float32Array; say the shape with @Dims [SHEAF-036 constraint-misplaced]
        ERROR A.java:8:5: expected @Min on a number in component positive, found it on Float32Array; say the range \
        of the elements with @InRange [SHEAF-036 constraint-misplaced]
        ERROR A.java:9:5: expected @Min on a number in component text, found it on String; remove it, or use @Size \
        for the length [SHEAF-036 constraint-misplaced]
        ERROR A.java:10:5: expected @NotBlank on a String in component perhaps, found it on the Optional; write it \
        inside, as in Optional<@NotBlank ...> [SHEAF-036 constraint-misplaced]
        ERROR A.java:11:5: expected @NotEmpty on a String, bytes, a List or a Map in component names, found it on \
        the LazySequence; write it on the elements, as in LazySequence<@NotEmpty ...> [SHEAF-036 \
        constraint-misplaced]
        ERROR A.java:12:5: expected @AssertTrue on a boolean in component yes, found it on String; remove it, or use \
        @Size for the length [SHEAF-036 constraint-misplaced]
        ERROR A.java:13:5: expected @Positive on a number in component inner, found it on Inner; remove it \
        [SHEAF-036 constraint-misplaced]
        """);
  }

  @Test
  void aConstraintIsOneThatSheafKnows() {
    Findings.withJakarta(folder).expect("""
        @SchemaRecord record A(
            @Past Instant when,
            @Null String nothing,
            @Even int number,
            @Size(max = 3, groups = Thread.class) String grouped) {}
        """,
        """
        ERROR A.java:6:5: expected a constraint that looks at the value alone in component when, found @Past; remove \
        it, and check the value in the record's constructor [SHEAF-037 constraint-unknown]
        ERROR A.java:7:5: expected a constraint that looks at the value alone in component nothing, found @Null; \
        remove it, and check the value in the record's constructor [SHEAF-037 constraint-unknown]
        ERROR A.java:8:5: expected a constraint that looks at the value alone in component number, found @Even; \
        remove it, and check the value in the record's constructor [SHEAF-037 constraint-unknown]
        ERROR A.java:9:35: expected a constraint without groups in component grouped, found @Size with some; remove \
        the groups: data is always checked [SHEAF-037 constraint-unknown]
        """);
  }

  @Test
  void theValuesOfAConstraintCanBeChecked() {
    Findings.withJakarta(folder).expect("""
        @SchemaRecord record A(
            @Pattern(regexp = "(") String open,
            @DecimalMin("much") double least,
            @Size(min = -1) String negative,
            @Digits(integer = -1, fraction = 0) double digits,
            @Email(regexp = ".+@acme.com") String mail) {}
        """,
        """
        ERROR A.java:6:23: expected values under @Pattern of component open that can be checked, found the regular \
        expression "(" (Unclosed group); correct the value [SHEAF-038 constraint-malformed]
        ERROR A.java:7:17: expected values under @DecimalMin of component least that can be checked, found the bound \
        "much"; correct the value [SHEAF-038 constraint-malformed]
        ERROR A.java:8:17: expected values under @Size of component negative that can be checked, found a size of \
        -1; correct the value [SHEAF-038 constraint-malformed]
        ERROR A.java:9:23: expected values under @Digits of component digits that can be checked, found -1 digits; \
        correct the value [SHEAF-038 constraint-malformed]
        ERROR A.java:10:21: expected values under @Email of component mail that can be checked, found a regexp, for \
        which @Pattern is there; correct the value [SHEAF-038 constraint-malformed]
        """);
  }

  @Test
  void someValueKeepsAllConstraints() {
    Findings.withJakarta(folder).expect("""
        @SchemaRecord record A(
            @Min(5) @Max(3) int count,
            @Positive @Negative double both,
            @Size(min = 4, max = 2) String text,
            @NotEmpty @Size(max = 0) List<String> names,
            @AssertTrue @AssertFalse boolean flag,
            @DecimalMin(value = "1", inclusive = false) @DecimalMax("1") double one,
            @Min(200) byte large) {}
        """,
        """
        ERROR A.java:6:13: expected constraints that some value of component count keeps, found @Min(5) and @Max(3); \
        widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:7:15: expected constraints that some value of component both keeps, found @Positive and \
        @Negative; widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:8:5: expected constraints that some value of component text keeps, found @Size(min = 4, max = \
        2); widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:9:15: expected constraints that some value of component names keeps, found @NotEmpty and \
        @Size(max = 0); widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:10:17: expected constraints that some value of component flag keeps, found @AssertTrue and \
        @AssertFalse; widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:11:49: expected constraints that some value of component one keeps, found @DecimalMin(value = \
        "1", inclusive = false) and @DecimalMax("1"); widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:12:5: expected constraints that some value of component large keeps, found @Min(200); widen one \
        of them [SHEAF-039 constraint-unsatisfiable]
        """);
  }

  @Test
  void keysOfAMapTakeNoConstraints() {
    Findings.withJakarta(folder).expect("""
        @SchemaRecord record A(Map<@NotBlank String, Integer> counts) {}
        """,
        """
        ERROR A.java:5:55: expected String as the key of the Map in component counts, found String with annotations; \
        write Map<String, Integer> [SHEAF-018 map-key]
        """);
  }
}
