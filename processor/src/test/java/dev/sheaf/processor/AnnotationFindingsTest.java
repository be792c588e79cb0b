package dev.sheaf.processor;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each rule about Sheaf's annotations on components, broken: what the compiler says, and where.
class AnnotationFindingsTest {
  @TempDir Path folder;

  @Test
  void twoFieldsHaveTwoNames() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(int first, @FieldName("first") int second) {}
        """,
        """
        ERROR A.java:5:46: expected a name in the data for component second that no other has, found "first", which \
        component first has; give one of them another @FieldName [SHEAF-027 field-name-taken]
        """);
  }

  @Test
  void aNameIsNotBlank() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(@FieldName("") int first) {}
        """,
        """
        ERROR A.java:5:35: expected a name under @FieldName of component first, found none; write the name that the \
        data has, or leave @FieldName out [SHEAF-028 field-name-blank]
        """);
  }

  @Test
  void dimsStandOnAnArray() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @Dims("3") String text,
            @Dims("2") List<Float32Array> list,
            Map<String, @Dims("?") Integer> map,
            @Dims("1") Inner inner) {}
        record Inner(int value) {}
        """,
        """
        ERROR A.java:6:5: expected @Dims on an array in component text, found it on String; remove it, or write an \
        array class, such as @Dims("3") Float32Array [SHEAF-003 dims-misplaced]
        ERROR A.java:7:5: expected @Dims on the element of component list, found it on the List; write \
        List<@Dims("2") Float32Array> [SHEAF-003 dims-misplaced]
        ERROR A.java:8:17: expected @Dims on an array in component map, found it on Integer; remove it, or write an \
        array class, such as @Dims("?") Float32Array [SHEAF-003 dims-misplaced]
        ERROR A.java:9:5: expected @Dims on an array in component inner, found it on Inner; remove it, or write an \
        array class, such as @Dims("1") Float32Array [SHEAF-003 dims-misplaced]
        """);
  }

  @Test
  void anArrayHasOneDims() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Box<@Dims("3") Float32Array> box) {}
        record Box<T>(@Dims("4") T content) {}
        """,
        """
        ERROR A.java:6:15: expected one @Dims on the Float32Array of component Box.content, found @Dims("3") and \
        @Dims("4"); remove one of them [SHEAF-003 dims-misplaced]
        """);
  }

  @Test
  void textsOfTheUserAreShownAsTheyAre() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(@Dims("%s") Float32Array values) {}
        """,
        """
        ERROR A.java:5:30: component values, axis 0 of "%s": expected a number, '?' or a name, found '%s'; \
        separate axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]
        """);
  }

  @Test
  void differentiableStandsOnAnArray() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(@Differentiable double loss, @Differentiable List<@Dims("") Float32Array> list) {}
        """,
        """
        ERROR A.java:5:24: expected @Differentiable on an array in component loss, found it on double; remove it, or \
        write an array class, such as @Differentiable @Dims("") Float32Array [SHEAF-004 differentiable-misplaced]
        ERROR A.java:5:53: expected @Differentiable on the element of component list, found it on the List; write \
        List<@Differentiable Float32Array> [SHEAF-004 differentiable-misplaced]
        """);
  }

  @Test
  void finiteStandsOnFloatingPointNumbers() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @Finite int count,
            @Finite @Dims("3") Int64Array counts,
            @Finite String text,
            List<@Finite Inner> inner) {}
        record Inner(int value) {}
        """,
        """
        ERROR A.java:6:5: expected @Finite on floating-point or complex numbers in component count, found it on int; \
        remove it [SHEAF-033 finite-misplaced]
        ERROR A.java:7:5: expected @Finite on floating-point or complex numbers in component counts, found it on \
        Int64Array; remove it [SHEAF-033 finite-misplaced]
        ERROR A.java:8:5: expected @Finite on floating-point or complex numbers in component text, found it on \
        String; remove it [SHEAF-033 finite-misplaced]
        ERROR A.java:9:10: expected @Finite on floating-point or complex numbers in component inner, found it on \
        Inner; remove it [SHEAF-033 finite-misplaced]
        """);
  }

  @Test
  void aRangeStandsOnNumbersWithAnOrder() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @InRange(min = "0") boolean flag,
            @InRange(min = "0") @Dims("3") Complex64Array waves,
            @InRange(min = "0") @Dims("3") NdArray any,
            @InRange(min = "0") String text) {}
        """,
        """
        ERROR A.java:6:5: expected @InRange on numbers with an order in component flag, found it on boolean; remove \
        it [SHEAF-034 range-misplaced]
        ERROR A.java:7:5: expected @InRange on numbers with an order in component waves, found it on Complex64Array; \
        remove it [SHEAF-034 range-misplaced]
        ERROR A.java:8:5: expected @InRange on numbers with an order in component any, found it on NdArray; remove \
        it [SHEAF-034 range-misplaced]
        ERROR A.java:9:5: expected @InRange on numbers with an order in component text, found it on String; remove \
        it [SHEAF-034 range-misplaced]
        """);
  }

  @Test
  void aRangeHasBoundsThatAreNumbers() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @InRange double nothing,
            @InRange(min = "zero", max = "1") double words) {}
        """,
        """
        ERROR A.java:6:5: expected a bound under @InRange of component nothing, found none; write for example \
        @InRange(min = "0", max = "1") [SHEAF-035 range-malformed]
        ERROR A.java:7:20: expected a decimal number as the bound of component words, found "zero"; write for \
        example "0.5" [SHEAF-035 range-malformed]
        """);
  }

  @Test
  void aRangeIsNotEmpty() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @InRange(min = "1", max = "0") double backwards,
            @InRange(min = "256") byte large,
            @InRange(max = "-1") @Dims("3") UInt8Array negative,
            @InRange(min = "0.2", max = "0.8") int between) {}
        """,
        """
        ERROR A.java:6:5: expected constraints that some value of component backwards keeps, found @InRange(min = \
        "1", max = "0"); widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:7:5: expected constraints that some value of component large keeps, found @InRange(min = \
        "256"); widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:8:5: expected constraints that some value of component negative keeps, found @InRange(max = \
        "-1"); widen one of them [SHEAF-039 constraint-unsatisfiable]
        ERROR A.java:9:5: expected constraints that some value of component between keeps, found @InRange(min = \
        "0.2", max = "0.8"); widen one of them [SHEAF-039 constraint-unsatisfiable]
        """);
  }

  @Test
  void aDefaultIsAValueOfItsField() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @Default("many") int count,
            @Default("300") byte tiny,
            @Default("blue") Paint paint,
            @Default("tomorrow") LocalDate day,
            @Default("[1, 2, 3]") @Dims("2") Float32Array pair,
            @Default("1, \\"more\\": 2") int sneaky,
            @Default("{}") Inner inner,
            @Default("-1") @InRange(min = "0") int low) {}
        enum Paint { RED, GREEN }
        record Inner(int value) {}
        """,
        """
        ERROR A.java:6:5: expected a value of component count under @Default, found one that cannot be read: \
        expected a whole number, found 'm'; write JSON, as data would have it [SHEAF-031 default-invalid]
        ERROR A.java:7:5: expected a value of component tiny under @Default, found one that cannot be read: expected \
        a number from -128 to 127 (byte), found 300; write JSON, as data would have it [SHEAF-031 default-invalid]
        ERROR A.java:8:5: expected a value of component paint under @Default, found one that cannot be read: \
        expected one of RED, GREEN, found "blue"; write the text itself, as data would have it between quotes \
        [SHEAF-031 default-invalid]
        ERROR A.java:9:5: expected a value of component day under @Default, found one that cannot be read: expected \
        LocalDate such as 2026-11-21, found "tomorrow"; write the text itself, as data would have it between \
        quotes [SHEAF-031 default-invalid]
        ERROR A.java:10:5: expected a value of component pair under @Default, found one that cannot be read: \
        expected shape (2), found (3); write JSON, as data would have it [SHEAF-031 default-invalid]
        ERROR A.java:11:5: expected a value of component sneaky under @Default, found one that cannot be read: \
        expected the fields sneaky only, found the field "more"; write JSON, as data would have it [SHEAF-031 \
        default-invalid]
        ERROR A.java:12:5: expected a value of component inner under @Default, found one that cannot be read: \
        expected the field "value", found an object without it; write JSON, as data would have it [SHEAF-031 \
        default-invalid]
        ERROR A.java:13:5: expected a value of component low under @Default, found one that cannot be read: expected \
        a number from 0, found -1; write JSON, as data would have it [SHEAF-031 default-invalid]
        """);
  }

  @Test
  void aDefaultStandsWhereItMeansSomething() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @Default("1") Optional<Integer> perhaps,
            @Default("[]") LazySequence<String> names) {}
        """,
        """
        ERROR A.java:6:5: expected @Default on a value that the data must have otherwise in component perhaps, found \
        it on the Optional; remove it, or the Optional [SHEAF-032 default-misplaced]
        ERROR A.java:7:5: expected @Default on a value that the data must have otherwise in component names, found \
        it on the LazySequence; remove it [SHEAF-032 default-misplaced]
        """);
  }
}
