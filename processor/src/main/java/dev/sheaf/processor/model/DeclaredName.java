package dev.sheaf.processor.model;

import java.util.List;

/// What a type is called: `Mesh`, or `Outer.Mesh` when it is declared inside `Outer`.
///
/// @param packageName the package; empty for the unnamed one
/// @param simpleNames the names of the types around it from the outermost, then its own
public record DeclaredName(String packageName, List<String> simpleNames) {
  public DeclaredName {
    simpleNames = List.copyOf(simpleNames);
    if (simpleNames.isEmpty()) {
      throw new IllegalArgumentException("expected at least one simple name in package \"" + packageName + "\"");
    }
  }

  /// The name as Java source spells it: `com.acme.Outer.Mesh`.
  public String canonical() {
    return inPackage(nested());
  }

  /// The name as class files spell it: `com.acme.Outer$Mesh`.
  public String binary() {
    return inPackage(String.join("$", simpleNames));
  }

  /// The name without its package: `Outer.Mesh`.
  public String nested() {
    return String.join(".", simpleNames);
  }

  /// The last of the names: `Mesh`.
  public String simple() {
    return simpleNames.getLast();
  }

  /// The names of the types that are written for a record of this name.
  public GeneratedNames generated() {
    return new GeneratedNames(String.join("_", simpleNames));
  }

  /// The qualified name of a top-level type in the same package.
  public String inPackage(String simpleName) {
    return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
  }
}
