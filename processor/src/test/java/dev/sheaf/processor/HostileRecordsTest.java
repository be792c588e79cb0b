package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that Java takes, with names, texts and sizes that generated code could stumble over: all compile with all of
/// javac's warnings as errors.
class HostileRecordsTest {
  @TempDir Path folder;

  @Test
  void componentsMayHaveTheNamesOfWhatCodecsName() {
    compiles("""
        @SchemaRecord public record A(
            int Objects, Optional<String> Optional, Paint PAINT_VALUES, int SCHEMA, int Field, B B,
            int refusal, int row, String String) {
          enum Paint { RED }
          record B(Paint PAINT_VALUES, String Objects, List<String> List, int ACodec, int record) {}
        }
        """);
  }

  @Test
  void namesMayDifferInCaseOnly() {
    compiles("""
        @SchemaRecord public record A(int x, int X, Color a, COLOR b, Mesh c, MESH d) {
          enum Color { RED }
          enum COLOR { RED }
          record Mesh(int x) {}
          record MESH(int x) {}
        }
        """);
  }

  @Test
  void thePackageMayHaveTypesCalledAsThoseOfJavaLang() {
    Compilation compilation = Compilation.javac(folder).options("-Xlint:all", "-Werror").source("A.java", """
        package com.acme;
        import dev.sheaf.array.*; import dev.sheaf.schema.*;
        @SchemaRecord public record A(int x, java.lang.String text, java.lang.Float real, LazySequence<S> s) {
          public sealed interface S permits One {}
          public record One(java.lang.Integer x) implements S {}
        }
        """);
    Stream.of("Boolean", "Byte", "Double", "Float", "IllegalStateException", "Integer", "Long", "Override",
            "RuntimeException", "Short", "String", "SuppressWarnings")
        .forEach(name -> compilation.source(name + ".java", "package com.acme; public class " + name + " {}"));
    compilation.succeed();
  }

  @Test
  void textsMayHaveAnythingInThem() {
    String text = "\\u2028 \\u0085 \\f \\u0000 \\n*/ {@link x} $L %s \\\\u002a \\\" \\r \\uD800 \\u202E";
    compiles("""
        @SchemaRecord @Description("%1$s") public record A(
            @FieldName("%1$s") @Description("%1$s") int x, @Default("%1$s") String y, S s, E e) {
          @Discriminator("%1$s") sealed interface S {}
          @DiscriminatorValue("%1$s") record One() implements S {}
          enum E { @FieldName("%1$s") X }
        }
        """
        .formatted(text));
  }

  @Test
  void aDefaultMayBecomeLongerThanAConstantCanBe() {
    compiles("@SchemaRecord public record A(@Default(\"%s\") String x) {}".formatted("\\\"".repeat(60_000)));
  }

  @Test
  void accessorsMayHaveOverloadsWithTheRecordAsArgument() {
    compiles("""
        @SchemaRecord public record A(int x, String y, B b) {
          public static int x(A a) { return a.x; }
          public String y(int times) { return y.repeat(times); }
          public record B(String z) { static String z(B b) { return b.z; } }
        }
        """);
  }

  @Test
  void constructorsMayBeDeprecated() {
    compiles("""
        @SchemaRecord public record A(int x, B b) {
          @Deprecated public A {}
          public record B(int y) { @Deprecated(forRemoval = true) public B {} }
        }
        """);
  }

  @Test
  void recordsMayHaveConstructorsForTheBoxesOfTheirNumbers() {
    assertEquals(
        "A[x=5, b=B[y=6]]",
        program("""
            @SchemaRecord public record A(int x, B b) {
              public A(Integer x, B b) { this(-x.intValue(), b); }
              public record B(long y) {
                public B(Long y) { this(-y.longValue()); }
              }
            }
            """)
            .run("""
                A a = ALoader.parse(bytes("{\\"x\\": 1, \\"b\\": {\\"y\\": 2}}"));
                return AFields.b().y().with(AFields.x().with(a, 5), 6L);
                """));
  }

  @Test
  void recordsMayHaveAsManyComponentsAsJavaAllows() {
    String components = IntStream.range(0, 254).mapToObj("int x%d"::formatted).collect(Collectors.joining(", "));
    String json = IntStream.range(0, 254).mapToObj("\\\"x%1$d\\\": %1$d"::formatted).collect(Collectors.joining(","));
    assertEquals(
        "252 -1",
        program("@SchemaRecord public record A(%s) {}".formatted(components))
            .run("A a = AFields.x253().with(ALoader.parse(bytes(\"{%s}\")), -1); return a.x252() + \" \" + a.x253();".formatted(json)));
  }

  @Test
  void containersMayNestDeeply() {
    compiles("@SchemaRecord public record A(%sString%s deep) {}".formatted("List<".repeat(30), ">".repeat(30)));
  }

  @Test
  void thereMayBeMoreConstantsThanOneMethodInitialises() {
    String constants = IntStream.range(0, 1500).mapToObj("C%04d"::formatted).collect(Collectors.joining(", "));
    assertEquals(
        "A[a=C1499, b=C0000, c=Inner[d=C0001, e=C0002, f=[], g=[], h=[], i=[]]]",
        program("""
            @SchemaRecord public record A(Code a, Code b, Inner c) {
              enum Code { %s }
              record Inner(Code d, Code e, List<Code> f, List<Code> g, List<Code> h, List<Other> i) {}
              enum Other { %s }
            }
            """.formatted(constants, constants))
            .run("""
                return ALoader.parse(bytes(
                    "{'a':'C1499','b':'C0000','c':{'d':'C0001','e':'C0002','f':[],'g':[],'h':[],'i':[]}}"
                        .replace('\\'', '"')));
                """));
  }

  @Test
  void aSealedInterfaceLeavesOutRecordsThatItsTypeArgumentsExclude() {
    assertEquals(
        "A[text=Full[content=a], lists=Lists[all=[b], one=c]]; one of Full",
        program("""
            @SchemaRecord public record A(Held<String> text, Held<List<String>> lists) {
              public sealed interface Held<T> permits Full, Lists, Ints, Numbers {}
              public record Full<T>(T content) implements Held<T> {}
              public record Lists<E>(List<E> all, E one) implements Held<List<E>> {}
              public record Ints(int x) implements Held<Integer> {}
              public sealed interface Numbers extends Held<Double> permits One {}
              public record One(double x) implements Numbers {}
            }
            """)
            .run("""
                String json = "{\\"text\\": {\\"type\\": \\"Full\\", \\"content\\": \\"a\\"},"
                    + " \\"lists\\": {\\"type\\": \\"Lists\\", \\"all\\": [\\"b\\"], \\"one\\": \\"c\\"}}";
                String found = ALoader.parse(bytes(json)) + "; ";
                try {
                  return ALoader.parse(bytes(json.replace("\\"Full\\"", "\\"Ints\\"")));
                } catch (DecodeException e) {
                  return found + e.expected();
                }
                """));
  }

  @Test
  void valuesThatAConstructorRefusesAreAFaultOfTheDataAtTheRecord() {
    assertEquals(
        "constraint inners[1] at byte 21: expected values that the constructor of com.acme.A$Inner takes, found values"
            + " that it refuses with java.lang.IllegalArgumentException: low is 3; cause IllegalArgumentException",
        program("""
            @SchemaRecord public record A(List<Inner> inners) {
              public record Inner(int low) {
                public Inner {
                  if (low > 2) {
                    throw new IllegalArgumentException("low is " + low);
                  }
                }
              }
            }
            """)
            .run("""
                try {
                  return ALoader.parse(bytes("{\\"inners\\":[{\\"low\\":1},{\\"low\\":3}]}"));
                } catch (DecodeException e) {
                  return e.rule().key() + " " + e.fieldPath() + " at byte " + e.offset() + ": expected " + e.expected()
                      + ", found " + e.found() + "; cause " + e.getCause().getClass().getSimpleName();
                }
                """));
  }

  @Test
  void anErrorOfSheafInsideAConstructorStaysAsItIs() {
    assertEquals(
        "type b",
        program("""
            @SchemaRecord public record A(B b) {
              public record B(int x) {
                public B {
                  ALoader.parse("{\\"b\\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
              }
            }
            """)
            .run("""
                try {
                  return ALoader.parse(bytes("{\\"b\\":{\\"x\\":1}}"));
                } catch (DecodeException e) {
                  return e.rule().key() + " " + e.fieldPath();
                }
                """));
  }

  private void compiles(String source) {
    assertEquals("", program(source).run("return \"\";"));
  }

  private Program program(String source) {
    return Program.in(folder).strictly().with("A", source);
  }
}
