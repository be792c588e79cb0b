package dev.sheaf.processor.read;

import dev.sheaf.processor.model.ComponentType;
import dev.sheaf.processor.model.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/// What is known inside a declaration that is being read.
///
/// @param open the declarations that are being read, the outermost first
/// @param arguments what stands for the type parameters of the innermost
/// @param outside where its parts are said to stand if it is in no source file
record Scope(List<TypeElement> open, Map<String, ComponentType> arguments, Optional<Place> outside) {
  static Scope of(TypeElement record) {
    return new Scope(List.of(record), Map.of(), Optional.empty());
  }

  Scope inside(TypeElement type, Map<String, ComponentType> known, Optional<Place> where) {
    List<TypeElement> all = new ArrayList<>(open);
    all.add(type);
    return new Scope(all, known, where);
  }

  /// The simple names from the outer occurrence of `type` to the inner one; empty if it is not open.
  List<String> circle(TypeElement type) {
    int start = open.indexOf(type);
    if (start < 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    open.subList(start, open.size()).forEach(each -> names.add(each.getSimpleName().toString()));
    names.add(type.getSimpleName().toString());
    return names;
  }
}
