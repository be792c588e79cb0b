package dev.sheaf.it;

import static java.util.stream.Collectors.toSet;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What exists by name in Java sources: packages, types by simple name, and what each type declares.
///
/// @param members for each simple name of a type, its methods, fields, components and nested types
record Names(Set<String> packages, Map<String, Set<String>> members) {
  private static final List<String> JDK =
      List.of(
          "java.lang.", "java.lang.foreign.", "java.util.", "java.util.concurrent.", "java.util.function.",
          "java.util.stream.", "java.io.", "java.nio.", "java.nio.file.", "java.time.", "java.lang.annotation.",
          "javax.annotation.processing.", "javax.tools.");

  /// What the processor adds to a record's name.
  private static final List<String> GENERATED = List.of("Codec", "Batch", "Loader", "Fields", "Row", "RowCodec");

  static Names of(ParsedSources sources) {
    Names names = new Names(new HashSet<>(), new HashMap<>());
    for (CompilationUnitTree unit : sources.units()) {
      if (unit.getPackageName() != null) {
        names.packages.add(unit.getPackageName().toString());
      }
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitClass(ClassTree type, Void nothing) {
          names.add(type);
          return super.visitClass(type, null);
        }
      }.scan(unit, null);
    }
    return names;
  }

  /// Everything in the checkout, the generated array types and the loaders of its annotated records included.
  static Names ofCheckout() {
    List<Path> files = new ArrayList<>();
    for (String module : Checkout.MODULES) {
      Stream.of("/src/main/java", "/src/test/java", "/src/build/java", "/target/generated-sources/arrays")
          .forEach(folder -> files.addAll(Checkout.javaFiles(module + folder)));
    }
    return of(ParsedSources.of(files));
  }

  private void add(ClassTree type) {
    String name = type.getSimpleName().toString();
    Set<String> declared = type.getMembers().stream().map(Names::nameOf).collect(toSet());
    members.computeIfAbsent(name, _ -> new HashSet<>()).addAll(declared);
    boolean schemaRecord =
        type.getModifiers().getAnnotations().stream()
            .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("SchemaRecord"));
    if (schemaRecord) {
      GENERATED.forEach(suffix -> members.computeIfAbsent(name + suffix, _ -> new HashSet<>()));
    }
  }

  private static String nameOf(Tree member) {
    return switch (member) {
      case MethodTree method -> method.getName().toString();
      case VariableTree field -> field.getName().toString();
      case ClassTree nested -> nested.getSimpleName().toString();
      default -> "";
    };
  }

  boolean hasPackage(String name) {
    return packages.contains(name) || packages.stream().anyMatch(each -> each.startsWith(name + "."));
  }

  /// A type of ours, one that the processor writes for a record of ours, or one of the JDK.
  boolean hasType(String name) {
    return members.containsKey(name) || isOfJdk(name);
  }

  /// A member of a type; of types that are not in the sources, every member is taken on trust.
  boolean hasMember(String type, String member) {
    Set<String> declared = members.getOrDefault(type, Set.of());
    return declared.isEmpty() ? hasType(type) : declared.contains(member);
  }

  private static boolean isOfJdk(String name) {
    return JDK.stream().anyMatch(prefix -> isClass(prefix + name));
  }

  private static boolean isClass(String name) {
    try {
      Class.forName(name, false, Names.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
