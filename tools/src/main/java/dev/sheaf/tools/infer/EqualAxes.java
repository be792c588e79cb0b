package dev.sheaf.tools.infer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which axes of the arrays of one record have the same extent, record by record. Mutable, for one thread.
///
/// All axes begin in one class; each record parts those that differ in it. An axis that a record lacks leaves for good:
/// nothing is known of it there.
final class EqualAxes {
  /// One axis of a field.
  record Place(String field, int axis) {}

  private final Map<Place, Integer> classes = new LinkedHashMap<>();
  private boolean begun;

  void add(Map<Place, Long> extents) {
    if (!begun) {
      begun = true;
      extents.keySet().forEach(place -> classes.put(place, 0));
    }
    part(extents);
  }

  void add(EqualAxes other) {
    if (other.begun && !begun) {
      begun = true;
      classes.putAll(other.classes);
    } else if (other.begun) {
      Map<Place, Long> theirs = new HashMap<>();
      other.classes.forEach((place, theClass) -> theirs.put(place, (long) theClass));
      part(theirs);
    }
  }

  private void part(Map<Place, Long> values) {
    Map<List<Long>, Integer> parts = new HashMap<>();
    classes.keySet().retainAll(values.keySet());
    classes.replaceAll(
        (place, before) ->
            parts.computeIfAbsent(
                List.of((long) before, Objects.requireNonNull(values.get(place))), _ -> parts.size()));
  }

  /// The axes that are equal to an axis, itself among them; empty where nothing is known of it.
  List<Place> equalTo(Place place) {
    Integer wanted = classes.get(place);
    List<Place> equal = new ArrayList<>();
    if (wanted != null) {
      classes.forEach(
          (other, theClass) -> {
            if (theClass.equals(wanted)) {
              equal.add(other);
            }
          });
    }
    return equal;
  }
}
