package dev.sheaf.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Optional;

/// The rooms of the runtime and the floor that each stands on. A new room must be entered here.
///
/// @param base the package that the rooms are in: also the name of a room, on the ground floor
record Floors(String base) {
  private static final Map<String, Integer> FLOOR_OF_ROOM =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("jfr", 0),
          Map.entry("schema", 1),
          Map.entry("io", 1),
          Map.entry("random", 1),
          Map.entry("array", 2),
          Map.entry("bytes", 2),
          Map.entry("format", 3),
          Map.entry("format.npy", 3),
          Map.entry("codec", 3),
          Map.entry("batch", 3),
          Map.entry("checkpoint", 3),
          Map.entry("select", 3),
          Map.entry("text", 3),
          Map.entry("dataset", 4),
          Map.entry("order", 5),
          Map.entry("stage", 6),
          Map.entry("engine", 7),
          Map.entry("source", 7),
          Map.entry("pipeline", 8),
          Map.entry("generated", 9));

  /// The room of a class: its package below the base; empty if it is not in this house.
  private Optional<String> room(JavaClass type) {
    String name = type.getPackageName();
    if (name.equals(base)) {
      return Optional.of("");
    }
    return name.startsWith(base + ".") ? Optional.of(name.substring(base.length() + 1)) : Optional.empty();
  }

  /// Stands on a known floor, and every dependency within the house leads into the same room, into the one around it or
  /// to a lower floor.
  ArchCondition<JavaClass> callOnlyDownwards() {
    return new ArchCondition<>("call only downwards, and stand on a known floor") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String from = room(type).orElseThrow();
        Integer floor = FLOOR_OF_ROOM.get(from);
        if (floor == null) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a room without a floor: " + from));
          return;
        }
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          Optional<String> to = room(dependency.getTargetClass());
          if (to.isPresent() && !isInside(from, to.get()) && FLOOR_OF_ROOM.getOrDefault(to.get(), 99) >= floor) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  /// Whether a room is another or lies inside it: `format.npy` is inside `format`, which does not know it.
  private static boolean isInside(String room, String outer) {
    return room.equals(outer) || (!outer.isEmpty() && room.startsWith(outer + "."));
  }
}
