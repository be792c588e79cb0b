package dev.sheaf.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// What javac says about a faulty record in the file `A.java`.
final class Findings {
  /// The source's first five lines.
  private static final String IMPORTS =
      """
      package com.acme;
      import dev.sheaf.array.*; import dev.sheaf.schema.*;
      import java.math.*; import java.time.*; import java.util.*; import java.util.stream.*;
      import java.util.List; import java.util.Map; import java.util.Optional;
      """;

  private final Compilation compilation;
  private final String imports;

  private Findings(Compilation compilation, String imports) {
    this.compilation = compilation;
    this.imports = imports;
  }

  static Findings in(Path folder) {
    return new Findings(Compilation.javac(folder), IMPORTS);
  }

  /// With constraints of Jakarta Validation to import.
  static Findings withJakarta(Path folder) {
    Compilation compilation = Compilation.javac(folder);
    JakartaAnnotations.addTo(compilation);
    return new Findings(
        compilation, IMPORTS.replace("package com.acme;", "package com.acme; import jakarta.validation.constraints.*;"));
  }

  /// Compiles these declarations, which begin in the fifth line, and compares the messages, one to a line.
  void expect(String source, String expected) {
    List<Compilation.Message> messages = compilation.source("A.java", imports + source).fail();
    assertEquals(expected, messages.stream().map(message -> message + "\n").collect(Collectors.joining()));
  }
}
