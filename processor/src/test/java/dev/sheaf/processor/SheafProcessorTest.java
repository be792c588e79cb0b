package dev.sheaf.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the processor behaves in a build, and how the classes that it writes behave in a program.
class SheafProcessorTest {
  private static final String MESH =
      """
      package com.acme;
      import dev.sheaf.array.*;
      import dev.sheaf.schema.*;
      @SchemaRecord
      public record Mesh(LazySequence<@Dims("?, 3") @Differentiable Float32Array> data) {}
      """;

  private static final String POINT =
      """
      package com.acme;
      import dev.sheaf.array.*;
      import dev.sheaf.schema.*;
      @SchemaRecord
      public record Point(@Dims("2") Float64Array xy) {}
      """;

  @TempDir Path folder;

  @Test
  void aCompilerFindsTheProcessorByItself() {
    List<String> found =
        ServiceLoader.load(Processor.class).stream().map(provider -> provider.type().getName()).toList();
    assertTrue(found.contains(SheafProcessor.class.getName()), found::toString);
  }

  @Test
  void gradleIsToldThatEachFileDependsOnOneRecord() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
      assertEquals("dev.sheaf.processor.SheafProcessor,isolating\n", new String(in.readAllBytes(), UTF_8));
    }
  }

  @Test
  void theSameRecordsGiveTheSameBytesInAnyOrder() {
    Compilation first = compilation("first").source("Mesh.java", MESH).source("Point.java", POINT).succeed();
    Compilation again = compilation("again").source("Mesh.java", MESH).source("Point.java", POINT).succeed();
    Compilation swapped = compilation("swapped").source("Point.java", POINT).source("Mesh.java", MESH).succeed();
    assertEquals(first.written(), again.written());
    assertEquals(first.written(), swapped.written());
    assertEquals(6 + 2 + 4 + 2, first.written().size());
  }

  @Test
  void aRecordGivesTheSameFilesAloneAndAmongOthers() {
    Compilation alone = compilation("alone").source("Mesh.java", MESH).succeed();
    Compilation among = compilation("among").source("Point.java", POINT).source("Mesh.java", MESH).succeed();
    var ofMesh = new TreeMap<>(among.written());
    ofMesh.keySet().removeIf(path -> path.contains("Point"));
    assertEquals(alone.written(), ofMesh);
  }

  @Test
  void eachFileComesFromTheSourceOfItsRecordAlone() {
    Compilation compilation = compilation("origins").source("Mesh.java", MESH).source("Point.java", POINT).succeed();
    assertEquals(compilation.written().size(), compilation.origins().size());
    compilation
        .origins()
        .forEach((file, from) -> assertEquals(List.of(file.contains("Mesh") ? "Mesh.java" : "Point.java"), from, file));
  }

  @Test
  void whatAnEarlierRunWroteIsNoNameClash() {
    Compilation earlier = compilation("classes").source("Mesh.java", MESH).succeed();
    Compilation later = compilation("later").onClassPath(earlier.classes()).source("Mesh.java", MESH);
    assertTrue(later.run(), "expected success beside the class files of an earlier run");
    assertEquals(earlier.written(), later.written());
  }

  @Test
  void generatedCodeCompilesWithoutWarningsWhereJSpecifyIsNotOnTheClassPath() {
    compilation("plain")
        .withoutOnClassPath("jspecify")
        .options("-Xlint:all", "-Werror")
        .source("Mesh.java", MESH)
        .succeed();
  }

  @Test
  void generatedCodeCompilesWithoutWarningsInANullMarkedPackage() {
    compilation("marked")
        .options("-Xlint:all,-processing", "-Werror") // JSpecify's own annotation has no processor.
        .source("package-info.java", "@org.jspecify.annotations.NullMarked package com.acme;")
        .source("Mesh.java", MESH)
        .succeed();
  }

  @Test
  void aRecordWaitsForWhatAnotherProcessorWrites() {
    Compilation compilation =
        compilation("waits")
            .beside(new SizesWriter())
            .source("Mesh.java", MESH.replace("\"?, 3\"", "Sizes.POINTS"));
    compilation.succeed();
    String descriptor = compilation.written().getOrDefault("META-INF/sheaf/com.acme.Mesh.schema", "");
    assertTrue(descriptor.contains("\"shape\" : \"7, 3\""), descriptor);
  }

  @Test
  void aRecordInsideAMethodIsLeftAlone() {
    Compilation compilation =
        compilation("local")
            .source(
                "Local.java",
                """
                class Local {
                  void method() {
                    @dev.sheaf.schema.SchemaRecord record Inside() {}
                  }
                }
                """);
    assertEquals(Set.of(), compilation.succeed().written().keySet());
  }

  @Test
  void theEclipseCompilerReportsTheSameFindingsAfterTheNameOfTheRecord() {
    String faulty = POINT.replace("\"2\"", "\"2;\"");
    List<Compilation.Message> messages =
        Compilation.ecj(folder.resolve("ecj")).source("Point.java", faulty).fail();
    assertEquals(
        List.of(
            """
            ERROR com.acme.Point: component xy, axis 0 of "2;": expected a number, '?' or a name, found '2;'; \
            separate axes with commas, as in @Dims("?, 3") [SHEAF-002 dims-malformed]"""),
        messages.stream().map(message -> message.kind() + " " + message.text()).toList());
  }

  @Test
  void theLoaderKnowsTheSchemaThatTheDescriptorDescribes() {
    Compilation compilation =
        runnable(
            """
            dev.sheaf.schema.RecordSchema schema = MeshLoader.schema();
            return dev.sheaf.schema.RecordSchema.fromJson(text()).equals(schema) + " " + schema.name();
            """);
    assertEquals("true com.acme.Mesh", run(compilation));
  }

  @Test
  void aFieldSelectsTheValueOfARow() {
    Compilation compilation =
        runnable(
            """
            Float32Array points = Float32Array.of(dev.sheaf.schema.Shape.of(1, 3), 1, 2, 3);
            dev.sheaf.schema.Field<MeshRow, Float32Array> field = MeshFields.data();
            return field.name() + " " + (field.apply(new MeshRow(points)) == points);
            """);
    assertEquals("data true", run(compilation));
  }

  @Test
  void theRowsOfOneSequenceAreItsElementsAlone() {
    assertEquals("true [data]", run(runnable("""
        dev.sheaf.schema.RecordSchema row = new MeshRowCodec().schema();
        return row.bare() + " " + row.fields().stream().map(dev.sheaf.schema.FieldSchema::name).toList();
        """)));
  }

  @Test
  void aBatchHasAsManyRowsAsItsColumns() {
    assertEquals("2 true", run(runnable("""
        PointBatch batch = new PointBatch(Float64Array.of(dev.sheaf.schema.Shape.of(2, 2), 1, 2, 3, 4));
        dev.sheaf.batch.Collator<Point, PointBatch> collator = PointBatch.collator();
        return batch.size() + " " + (collator != null);
        """)));
  }

  private Compilation compilation(String name) {
    return Compilation.javac(folder.resolve(name));
  }

  /// A program in the record's package that uses what is written for it; `body` returns a text.
  private Compilation runnable(String body) {
    return compilation("run")
        .source("Mesh.java", MESH)
        .source("Point.java", POINT)
        .source(
            "Program.java",
            """
            package com.acme;
            import dev.sheaf.array.*;
            public class Program implements java.util.function.Supplier<String> {
              @Override public String get() {
                %s
              }
              static String text() {
                try (var in = Program.class.getResourceAsStream("/META-INF/sheaf/com.acme.Mesh.schema")) {
                  return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }
            }
            """
                .formatted(body))
        .succeed();
  }

  private static String run(Compilation compilation) {
    try (URLClassLoader loader = compilation.newLoader()) {
      return (String) ((Supplier<?>) loader.loadClass("com.acme.Program").getConstructor().newInstance()).get();
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /// Writes a class with a constant in the first round.
  @SupportedAnnotationTypes("*")
  private static final class SizesWriter extends AbstractProcessor {
    private boolean written;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!written) {
        written = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("com.acme.Sizes").openWriter()) {
          out.write("package com.acme; interface Sizes { String POINTS = \"7, 3\"; }");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
