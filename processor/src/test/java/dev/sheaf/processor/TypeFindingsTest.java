package dev.sheaf.processor;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each rule about types, broken: what the compiler says, and where.
class TypeFindingsTest {
  @TempDir Path folder;

  @Test
  void aJavaArrayIsNoComponent() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            @Dims("3") float[][] values,
            int[] counts,
            String[] names) {}
        """,
        """
        ERROR A.java:6:26: expected a type that data can say in component values, found float[][]; write @Dims("?, \
        ?") Float32Array instead [SHEAF-005 type-unsupported]
        ERROR A.java:7:11: expected a type that data can say in component counts, found int[]; write @Dims("?") \
        Int32Array instead [SHEAF-005 type-unsupported]
        ERROR A.java:8:14: expected a type that data can say in component names, found String[]; write List<String> \
        instead [SHEAF-005 type-unsupported]
        """);
  }

  @Test
  void someTypesOfThePlatformHaveAnother() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(
            char letter,
            Set<String> names,
            HashMap<String, Integer> counts,
            Date when,
            Stream<Double> values,
            Optional<BigDecimal> price) {}
        """,
        """
        ERROR A.java:6:10: expected a type that data can say in component letter, found char; write String instead \
        [SHEAF-005 type-unsupported]
        ERROR A.java:7:17: expected a type that data can say in component names, found interface Set<String>; write \
        List<String> instead [SHEAF-005 type-unsupported]
        ERROR A.java:8:30: expected a type that data can say in component counts, found class HashMap<String, \
        Integer>; write Map<String, Integer> instead [SHEAF-005 type-unsupported]
        ERROR A.java:9:10: expected a type that data can say in component when, found class Date; write \
        java.time.Instant instead [SHEAF-005 type-unsupported]
        ERROR A.java:10:20: expected a type that data can say in component values, found interface Stream<Double>; \
        write LazySequence<Double> instead [SHEAF-005 type-unsupported]
        ERROR A.java:11:26: expected a type that data can say in component price, found class BigDecimal; write \
        String instead [SHEAF-005 type-unsupported]
        """);
  }

  @Test
  void aClassIsNoComponent() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Thread thread, Object anything, List<Mesh> meshes) {}
        class Mesh {}
        """,
        """
        ERROR A.java:5:31: expected a type that data can say in component thread, found class Thread; declare it as \
        a record, or leave the component out [SHEAF-005 type-unsupported]
        ERROR A.java:5:46: expected a type that data can say in component anything, found class Object; declare it \
        as a record, or leave the component out [SHEAF-005 type-unsupported]
        ERROR A.java:5:67: expected a type that data can say in component meshes, found class Mesh; declare it as a \
        record, or leave the component out [SHEAF-005 type-unsupported]
        """);
  }

  @Test
  void aClassNamedLikeAnArrayIsNotOne() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Float32array values) {}
        record Wrapped(float32Array values) {}
        class Float32array {}
        class float32Array {}
        """,
        """
        ERROR A.java:5:37: expected a type that data can say in component values, found class Float32array; write \
        dev.sheaf.array.Float32Array instead [SHEAF-005 type-unsupported]
        """);
  }

  @Test
  void aGenericTypeNeedsItsArguments() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(List names, Optional perhaps, Map entries, Pair pair) {}
        record Pair<X, Y>(X x, Y y) {}
        """,
        """
        ERROR A.java:5:29: expected List with its type arguments in component names, found List alone; write for \
        example List<String> [SHEAF-015 type-raw]
        ERROR A.java:5:45: expected Optional with its type arguments in component perhaps, found Optional alone; \
        write for example Optional<String> [SHEAF-015 type-raw]
        ERROR A.java:5:58: expected Map with its type arguments in component entries, found Map alone; write for \
        example Map<String, Integer> [SHEAF-015 type-raw]
        ERROR A.java:5:72: expected Pair with its type arguments in component pair, found Pair alone; write for \
        example Pair<...> [SHEAF-015 type-raw]
        """);
  }

  @Test
  void aWildcardIsNoTypeArgument() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(List<?> names, Map<String, ? extends Number> counts, Pair<?, String> pair) {}
        record Pair<X, Y>(X x, Y y) {}
        """,
        """
        ERROR A.java:5:32: expected one type as the type argument in component names, found the wildcard ?; write \
        the type itself [SHEAF-016 type-wildcard]
        ERROR A.java:5:69: expected one type as the type argument in component counts, found the wildcard ? extends \
        Number; write the type itself [SHEAF-016 type-wildcard]
        ERROR A.java:6:21: expected one type as the type argument in component Pair.x, found the wildcard ?; write \
        the type itself [SHEAF-016 type-wildcard]
        """);
  }

  @Test
  void theKeysOfAMapAreTexts() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Map<Integer, String> byNumber, Map<Path, String> byPath) {}
        enum Path { IN, OUT }
        """,
        """
        ERROR A.java:5:45: expected String as the key of the Map in component byNumber, found Integer; write \
        Map<String, String> [SHEAF-018 map-key]
        ERROR A.java:5:73: expected String as the key of the Map in component byPath, found Path; write Map<String, \
        String> [SHEAF-018 map-key]
        """);
  }

  @Test
  void anOptionalIsNotInAnother() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Optional<Optional<String>> perhaps) {}
        """,
        """
        ERROR A.java:5:51: expected a value inside the Optional of component perhaps, found another Optional; write \
        one Optional [SHEAF-019 optional-nested]
        """);
  }

  @Test
  void aRecordDoesNotContainItself() {
    Findings.in(folder).expect("""
        @SchemaRecord record Tree(String name, List<Tree> children) {}
        """,
        """
        ERROR A.java:5:51: expected a type that does not contain itself in component children, found Tree -> Tree; \
        break the circle, for example with a list of all and positions in it [SHEAF-020 record-recursive]
        """);
  }

  @Test
  void aRecordDoesNotContainItselfThroughOthers() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Node node) {}
        record Node(Edge edge) {}
        record Edge(Optional<Node> to) {}
        """,
        """
        ERROR A.java:7:28: expected a type that does not contain itself in component Edge.to, found Node -> Edge -> \
        Node; break the circle, for example with a list of all and positions in it [SHEAF-020 record-recursive]
        """);
  }

  @Test
  void aPrivateTypeIsOutOfReach() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Hidden hidden) {
          private record Hidden(int value) {}
        }
        """,
        """
        ERROR A.java:5:31: expected a type that package com.acme can use in component hidden, found A.Hidden, which \
        is private; remove 'private' [SHEAF-021 type-unreachable]
        """);
  }

  @Test
  void anInterfaceIsSealed() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Shape shape) {}
        interface Shape {}
        record Ball(double radius) implements Shape {}
        """,
        """
        ERROR A.java:5:30: expected a sealed interface of records in component shape, found interface Shape, which \
        anybody may implement; declare it sealed, and what implements it as records [SHEAF-022 interface-not-sealed]
        """);
  }

  @Test
  void faultsInsideARecordAreShownThere() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(int count, Inner inner) {}
        record Inner(
            Float32Array values,
            @Dims("x y") Float64Array others) {}
        """,
        """
        ERROR A.java:7:18: expected @Dims on the Float32Array of component Inner.values, found none; write its shape \
        before the type, for example @Dims("?, 3") Float32Array, or @Dims("...") for any shape [SHEAF-001 \
        dims-missing]
        ERROR A.java:8:11: component Inner.others, axis 0 of "x y": expected a number, '?' or a name, found 'x y'; \
        separate axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]
        """);
  }

  @Test
  void anEnumNeedsAConstant() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(None none) {}
        enum None {}
        """,
        """
        ERROR A.java:5:29: expected at least one constant in enum None of component none, found none; add one for \
        each name in the data [SHEAF-029 enum-empty]
        """);
  }

  @Test
  void theConstantsOfAnEnumDiffer() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(Paint paint) {}
        enum Paint {
          RED,
          @FieldName("RED") CRIMSON
        }
        """,
        """
        ERROR A.java:8:14: expected a name in the data for constant CRIMSON of enum Paint that no other has, found \
        "RED", which RED has; give one of them another @FieldName [SHEAF-030 enum-name-taken]
        """);
  }

  @Test
  void theElementOfARowHasNoNameThatTheBatchNeeds() {
    Findings.in(folder).expect("""
        @SchemaRecord record A(LazySequence<Row> rows) {}
        record Row(int size) {}
        """,
        """
        ERROR A.java:6:16: expected a component name other than size, which is a method of every batch, found \
        component size; rename the component; @FieldName keeps the name in the data [SHEAF-009 \
        component-name-reserved]
        """);
  }

  @Test
  void aRecordDoesNotMultiplyWithoutEnd() {
    StringBuilder records = new StringBuilder("@SchemaRecord record A(Level0 left, Level0 right) {}\n");
    for (int level = 0; level < 40; level++) {
      records.append("record Level%d(Level%d left, Level%d right) {}\n".formatted(level, level + 1, level + 1));
    }
    Findings.in(folder).expect(
        records.append("record Level40(int value) {}\n").toString(),
        """
        ERROR A.java:5:15: expected at most 10,000 types and fields in record A and the records in it, found more; \
        use a Map or a List of records where records repeat each other [SHEAF-040 record-too-large]
        """);
  }
}
