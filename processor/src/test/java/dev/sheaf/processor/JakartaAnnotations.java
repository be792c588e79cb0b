package dev.sheaf.processor;

import java.util.Map;
import java.util.TreeMap;

/// Annotations with the names of Jakarta Validation's, as far as tests need them: the processor knows them by name.
final class JakartaAnnotations {
  private static final String TEMPLATE =
      """
      package %s;
      import java.lang.annotation.*;
      @Target({ElementType.METHOD, ElementType.FIELD, ElementType.ANNOTATION_TYPE, ElementType.CONSTRUCTOR,
          ElementType.PARAMETER, ElementType.TYPE_USE})
      @Retention(RetentionPolicy.RUNTIME)
      @jakarta.validation.Constraint
      @Repeatable(%2$s.List.class)
      public @interface %2$s {
        %3$s
        String message() default "";
        Class<?>[] groups() default {};
        @Target({ElementType.METHOD, ElementType.FIELD, ElementType.ANNOTATION_TYPE, ElementType.CONSTRUCTOR,
            ElementType.PARAMETER, ElementType.TYPE_USE})
        @Retention(RetentionPolicy.RUNTIME)
        @interface List { %2$s[] value(); }
      }
      """;

  private static final Map<String, String> ELEMENTS =
      Map.ofEntries(
          Map.entry("NotNull", ""),
          Map.entry("Null", ""),
          Map.entry("NotEmpty", ""),
          Map.entry("NotBlank", ""),
          Map.entry("Past", ""),
          Map.entry("Positive", ""),
          Map.entry("PositiveOrZero", ""),
          Map.entry("Negative", ""),
          Map.entry("NegativeOrZero", ""),
          Map.entry("AssertTrue", ""),
          Map.entry("AssertFalse", ""),
          Map.entry("Min", "long value();"),
          Map.entry("Max", "long value();"),
          Map.entry("DecimalMin", "String value(); boolean inclusive() default true;"),
          Map.entry("DecimalMax", "String value(); boolean inclusive() default true;"),
          Map.entry("Size", "int min() default 0; int max() default Integer.MAX_VALUE;"),
          Map.entry("Digits", "int integer(); int fraction();"),
          Map.entry(
              "Pattern", "String regexp(); Flag[] flags() default {}; enum Flag { CASE_INSENSITIVE, DOTALL, COMMENTS }"),
          Map.entry("Email", "String regexp() default \".*\"; Pattern.Flag[] flags() default {};"));

  private JakartaAnnotations() {}

  /// Adds them, and a constraint `com.acme.Even` that somebody made.
  static void addTo(Compilation compilation) {
    compilation.source(
        "Constraint.java",
        "package jakarta.validation; public @interface Constraint {}\n");
    new TreeMap<>(ELEMENTS)
        .forEach(
            (name, elements) ->
                compilation.source(
                    name + ".java", TEMPLATE.formatted("jakarta.validation.constraints", name, elements)));
    compilation.source("Even.java", TEMPLATE.formatted("com.acme", "Even", ""));
  }
}
