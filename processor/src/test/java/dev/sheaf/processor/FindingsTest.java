package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.processor.Compilation.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each rule, broken: what the compiler says, and where.
class FindingsTest {
  private static final String IMPORTS =
      """
      package com.acme;
      import dev.sheaf.array.*;
      import dev.sheaf.schema.*;
      import java.util.List;
      """;

  @TempDir Path folder;

  @Test
  void anArrayNeedsDims() {
    expect("""
        @SchemaRecord record A(Float32Array values) {}
        """,
        """
        ERROR A.java:5:37: expected @Dims on the Float32Array of component values, found none; write its shape \
        before the type, for example @Dims("?, 3") Float32Array, or @Dims("...") for any shape [SHEAF-001 \
        dims-missing]
        """);
  }

  @Test
  void theElementOfASequenceNeedsDims() {
    expect("""
        @SchemaRecord record A(LazySequence<@Differentiable Int64Array> values) {}
        """,
        """
        ERROR A.java:5:65: expected @Dims on the Int64Array of component values, found none; write its shape \
        before the type, for example @Dims("?, 3") Int64Array, or @Dims("...") for any shape [SHEAF-001 \
        dims-missing]
        """);
  }

  @Test
  void malformedDimsAreShownAtTheirText() {
    expect("""
        @SchemaRecord record A(@Dims("3, x y") Float32Array values) {}
        """,
        """
        ERROR A.java:5:30: component values, axis 1 of "3, x y": expected a number, '?' or a name, found 'x y'; \
        separate axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]
        """);
  }

  @Test
  void malformedDimsAreShownAtTheirTextInsideASequence() {
    expect("""
        @SchemaRecord record A(
            LazySequence<@Differentiable @Dims(value = "-1, 3") Float32Array> values) {}
        """,
        """
        ERROR A.java:6:48: component values, axis 0 of "-1, 3": expected a number, '?' or a name, found '-1' (any \
        size is '?'); separate axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]
        """);
  }

  @Test
  void malformedDimsAreShownAtTheirTextInsideAQualifiedName() {
    expect("""
        @SchemaRecord record A(
            LazySequence<dev.sheaf.array.@dev.sheaf.schema.Dims("2 3") Float32Array> values) {}
        """,
        """
        ERROR A.java:6:57: component values, axis 0 of "2 3": expected a number, '?' or a name, found '2 3'; \
        separate axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]
        """);
  }

  @Test
  void dimsOnASequenceBelongToItsElement() {
    expect("""
        @SchemaRecord record A(@Dims("?, 3") LazySequence<Float32Array> values) {}
        """,
        """
        ERROR A.java:5:24: expected @Dims on the element of component values, found it on the LazySequence; write \
        LazySequence<@Dims("?, 3") Float32Array> [SHEAF-003 dims-misplaced]
        """);
  }

  @Test
  void differentiableOnASequenceBelongsToItsElement() {
    expect("""
        @SchemaRecord record A(dev.sheaf.array.@Differentiable LazySequence<@Dims("?, 3") Float32Array> values) {}
        """,
        """
        ERROR A.java:5:40: expected @Differentiable on the element of component values, found it on the \
        LazySequence; write LazySequence<@Differentiable Float32Array> [SHEAF-004 differentiable-misplaced]
        """);
  }

  @Test
  void aSequenceNeedsATypeArgument() {
    expect("""
        @SchemaRecord record A(LazySequence values) {}
        """,
        """
        ERROR A.java:5:37: expected LazySequence with its type arguments in component values, found \
        LazySequence alone; write for example LazySequence<@Dims("?, 3") Float32Array> [SHEAF-006 sequence-raw]
        """);
  }

  @Test
  void aWildcardIsNoElement() {
    expect("""
        @SchemaRecord record A(
            LazySequence<?> any,
            LazySequence<@Dims("3") ? extends Float32Array> some) {}
        """,
        """
        ERROR A.java:6:21: expected one type as the element of component any, found the wildcard ?; write \
        for example LazySequence<@Dims("?, 3") Float32Array> [SHEAF-007 sequence-wildcard]
        ERROR A.java:7:53: expected one type as the element of component some, found the wildcard ? extends \
        Float32Array; write for example LazySequence<@Dims("?, 3") Float32Array> [SHEAF-007 sequence-wildcard]
        """);
  }

  @Test
  void aComponentHasNoNameThatTheBatchNeeds() {
    expect("""
        @SchemaRecord record A(
            @Dims("3") Float32Array size,
            @Dims("3") Float32Array collator,
            @Dims("3") Float32Array byteSize) {}
        """,
        """
        ERROR A.java:6:29: expected a component name other than size, which is a method of every batch, found \
        component size; rename the component; @FieldName keeps the name in the data [SHEAF-009 component-name-reserved]
        ERROR A.java:7:29: expected a component name other than collator, which is a method of every batch, found \
        component collator; rename the component; @FieldName keeps the name in the data [SHEAF-009 component-name-reserved]
        ERROR A.java:8:29: expected a component name other than byteSize, which is a method of every batch, found \
        component byteSize; rename the component; @FieldName keeps the name in the data [SHEAF-009 component-name-reserved]
        """);
  }

  @Test
  void aComponentHasNoNameOfAClassThatTheBatchCalls() {
    expect("""
        @SchemaRecord record A(int List, String ACodec) {}
        """,
        """
        ERROR A.java:5:28: expected a component name other than List, which is a class that the batch calls, found \
        component List; rename the component; @FieldName keeps the name in the data [SHEAF-009 \
        component-name-reserved]
        ERROR A.java:5:41: expected a component name other than ACodec, which is a class that the batch calls, found \
        component ACodec; rename the component; @FieldName keeps the name in the data [SHEAF-009 \
        component-name-reserved]
        """);
  }

  @Test
  void onlyRecordsAreSchemas() {
    expect("""
        @SchemaRecord class A {}
        @SchemaRecord interface B {}
        @SchemaRecord enum C {}
        @SchemaRecord @interface D {}
        """,
        """
        ERROR A.java:5:15: expected a record under @SchemaRecord, found class A; declare it as a record, with one \
        component for each field of the data [SHEAF-010 not-a-record]
        ERROR A.java:6:15: expected a record under @SchemaRecord, found interface B; declare it as a record, with \
        one component for each field of the data [SHEAF-010 not-a-record]
        ERROR A.java:7:15: expected a record under @SchemaRecord, found enum C; declare it as a record, with one \
        component for each field of the data [SHEAF-010 not-a-record]
        ERROR A.java:8:16: expected a record under @SchemaRecord, found annotation interface D; declare it as a \
        record, with one component for each field of the data [SHEAF-010 not-a-record]
        """);
  }

  @Test
  void aGenericRecordIsNoSchema() {
    expect("""
        @SchemaRecord record A<T>(T value, @Dims("3") Float32Array values) {}
        """,
        """
        ERROR A.java:5:15: expected a record without type parameters, found generic record A; write the types into \
        its components [SHEAF-011 record-generic]
        """);
  }

  @Test
  void aPrivateRecordIsOutOfReach() {
    expect("""
        class Outer {
          @SchemaRecord private record A(@Dims("3") Float32Array values) {}
          private interface Hidden {
            @SchemaRecord record B(@Dims("3") Float32Array values) {}
          }
        }
        """,
        """
        ERROR A.java:6:25: expected a record that its package can use, found Outer.A, which is private or inside a \
        private type; remove 'private' [SHEAF-012 record-unreachable]
        ERROR A.java:8:19: expected a record that its package can use, found Outer.Hidden.B, which is private or \
        inside a private type; remove 'private' [SHEAF-012 record-unreachable]
        """);
  }

  @Test
  void aTypeThatWouldBeWrittenMayNotExist() {
    expect("""
        @SchemaRecord record A(LazySequence<@Dims("3") Float32Array> values) {}
        class ALoader {}
        interface ARow {}
        """,
        """
        ERROR A.java:5:15: expected no other type com.acme.ALoader, which is written for record A, found one; \
        rename one of the two [SHEAF-014 generated-name-taken]
        ERROR A.java:5:15: expected no other type com.acme.ARow, which is written for record A, found one; rename \
        one of the two [SHEAF-014 generated-name-taken]
        """);
  }

  @Test
  void twoRecordsMayNotShareTheirGeneratedNames() {
    expect("""
        @SchemaRecord record Outer_A(@Dims("3") Float32Array values) {}
        class Outer {
          @SchemaRecord record A(@Dims("3") Float32Array values) {}
        }
        """,
        """
        ERROR A.java:7:17: expected no other type com.acme.Outer_ACodec, which is written for record Outer.A, \
        found one; rename one of the two [SHEAF-014 generated-name-taken]
        """);
  }

  @Test
  void everyFaultOfARecordIsReported() {
    expect("""
        @SchemaRecord
        record A<T>(
            Float32Array first,
            @Dims("3,") Float32Array second,
            LazySequence third,
            @Dims("1") Float32Array size) {}
        class ACodec {}
        """,
        """
        ERROR A.java:6:1: expected a record without type parameters, found generic record A; write the types into \
        its components [SHEAF-011 record-generic]
        ERROR A.java:6:1: expected no other type com.acme.ACodec, which is written for record A, found one; rename \
        one of the two [SHEAF-014 generated-name-taken]
        ERROR A.java:7:18: expected @Dims on the Float32Array of component first, found none; write its shape \
        before the type, for example @Dims("?, 3") Float32Array, or @Dims("...") for any shape [SHEAF-001 \
        dims-missing]
        ERROR A.java:8:11: component second, axis 1 of "3,": expected a number, '?' or a name, found ''; separate \
        axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]
        ERROR A.java:9:18: expected LazySequence with its type arguments in component third, found \
        LazySequence alone; write for example LazySequence<@Dims("?, 3") Float32Array> [SHEAF-006 sequence-raw]
        """);
  }

  @Test
  void nothingIsSaidWhereTheCompilerExplainsIt() {
    List<Message> messages =
        compile("""
        @SchemaRecord record A(@Dims("3") Missing first, float[] second) {}
        @SchemaRecord record B(LazySequence<@Dims("3") Missing> values) {}
        @SchemaRecord record C(@Dims(UNKNOWN) Float32Array values) {}
        @SchemaRecord record D(@Dims Float32Array values) {}
        @SchemaRecord record E(@Description(1) @Dims("3") Float32Array values) {}
        """);
    assertEquals(
        List.of(),
        messages.stream().filter(message -> message.text().contains("SHEAF")).toList());
    assertEquals(5, messages.size(), messages::toString);
  }

  private void expect(String source, String expected) {
    assertEquals(expected, compile(source).stream().map(message -> message + "\n").collect(Collectors.joining()));
  }

  private List<Message> compile(String source) {
    return Compilation.javac(folder).source("A.java", IMPORTS + source).fail();
  }
}
