package dev.sheaf.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import dev.sheaf.processor.model.DescribedType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/// The names of the members of a record's codec: for each type in Java its methods, once. The codec of its rows calls
/// the same members.
final class CodecNames {
  private static final String CONSTANTS = "_VALUES";

  private final Optional<ClassName> owner;
  private final boolean shared;
  private final NameAllocator allocator;
  private final Map<TypeName, String> stems;
  private final Map<TypeName, String> constants;
  private final Map<TypeName, DescribedType> types = new LinkedHashMap<>();
  private final Set<TypeName> written = new HashSet<>();

  private CodecNames(
      Optional<ClassName> owner,
      boolean shared,
      NameAllocator allocator,
      Map<TypeName, String> stems,
      Map<TypeName, String> constants) {
    this.owner = owner;
    this.shared = shared;
    this.allocator = allocator;
    this.stems = stems;
    this.constants = constants;
  }

  /// @param main what the methods for the record itself are called after
  /// @param shared whether another codec calls the members, too
  static CodecNames of(String main, boolean shared) {
    NameAllocator allocator = new NameAllocator();
    allocator.newName(main);
    return new CodecNames(Optional.empty(), shared, allocator, new HashMap<>(), new HashMap<>());
  }

  /// The same names for another codec; the members stay in `codec`.
  CodecNames from(ClassName codec) {
    return new CodecNames(Optional.of(codec), false, allocator, stems, constants);
  }

  /// What stands before a member where it is called.
  CodeBlock owner() {
    return owner.map(codec -> CodeBlock.of("$T.", codec)).orElseGet(() -> CodeBlock.of(""));
  }

  /// Who can call the members.
  Modifier[] memberModifiers() {
    return shared ? new Modifier[] {Modifier.STATIC} : new Modifier[] {Modifier.PRIVATE, Modifier.STATIC};
  }

  /// What the members for a type are called after: `Point`, and `Point_` for another type of that name.
  String stem(DescribedType type) {
    TypeName java = JavaTypes.of(type.java());
    types.putIfAbsent(java, type);
    return stems.computeIfAbsent(
        java, _ -> allocator.newName(type.java().declaration().orElseThrow().name().simple()));
  }

  /// The constant with the constants of an enum: `COLOR_VALUES`.
  String constants(DescribedType.Constant type) {
    return constants.computeIfAbsent(
        JavaTypes.of(type.java()), _ -> allocator.newName(stem(type).toUpperCase(Locale.ROOT) + CONSTANTS));
  }

  /// The names for local variables beside which all classes and constants that generated code names are still seen.
  NameAllocator locals() {
    NameAllocator locals = new NameAllocator();
    locals.newName(Objects.class.getSimpleName());
    owner.ifPresent(codec -> locals.newName(codec.simpleName()));
    return locals;
  }

  /// What a local variable for a component is called after.
  static String local(String component) {
    return component.endsWith(CONSTANTS) ? component + "_" : component;
  }

  /// The types that were named since the last call: their members are not written yet.
  List<DescribedType> takeUnwritten() {
    List<DescribedType> unwritten = new ArrayList<>();
    for (Map.Entry<TypeName, DescribedType> each : types.entrySet()) {
      if (written.add(each.getKey())) {
        unwritten.add(each.getValue());
      }
    }
    return unwritten;
  }
}
