package dev.sheaf.processor;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Supplier;

/// A program in package `com.acme` that uses what is written for records.
final class Program {
  private static final String IMPORTS =
      "import dev.sheaf.array.*; import dev.sheaf.codec.*; import dev.sheaf.schema.*; import dev.sheaf.select.*;"
          + " import java.nio.file.*;"
          + " import java.time.*; import java.util.*; import java.util.List; import java.util.Map;"
          + " import java.util.Optional;\n";

  private final Compilation compilation;

  private Program(Compilation compilation) {
    this.compilation = compilation;
  }

  /// A program that is compiled in `folder`.
  static Program in(Path folder) {
    return new Program(Compilation.javac(folder));
  }

  /// With a source; its name is the one of its type.
  Program with(String typeName, String source) {
    compilation.source(typeName + ".java", "package com.acme;\n" + IMPORTS + source);
    return this;
  }

  /// With the constraints of Jakarta Validation.
  Program withJakarta() {
    JakartaAnnotations.addTo(compilation);
    return this;
  }

  /// With all that javac may warn of, as errors.
  Program strictly() {
    compilation.options("-Xlint:all", "-Werror");
    return this;
  }

  /// With classes that are compiled already.
  Program using(Path classes) {
    compilation.onClassPath(classes);
    return this;
  }

  /// Compiles the sources without the processor, for others to use.
  Path classesAlone() {
    return compilation.withoutProcessor().succeed().classes();
  }

  /// Compiles all of it and runs `body`, which returns a text.
  String run(String body, Path... more) {
    with(
        "Main",
        """
        public class Main implements java.util.function.Supplier<Object> {
          @Override public Object get() {
            try {
              %s
            } catch (RuntimeException e) {
              throw e;
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
          static byte[] bytes(String json) {
            return json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
          }
        }
        """
            .formatted(body));
    compilation.succeed();
    try (URLClassLoader loader = compilation.newLoader(more)) {
      return String.valueOf(
          ((Supplier<?>) loader.loadClass("com.acme.Main").getConstructor().newInstance()).get());
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /// Everything that the processor wrote, by path.
  SortedMap<String, String> written() {
    return compilation.written();
  }
}
