package dev.sheaf.tools.compare;

import dev.sheaf.schema.ShapePattern;
import dev.sheaf.schema.ShapePattern.Axis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The shapes of the arrays that share the dimension variables of one record: whether one shape takes another depends
/// on all of them. For one record.
final class ShapeChanges {
  /// The shapes of one array, and whether a record holds any number of them.
  private record Array(String path, ShapePattern old, ShapePattern now, boolean many) {}

  /// An axis that a variable must be equal at.
  private record Place(Array array, Axis written) {}

  private final List<Array> arrays = new ArrayList<>();

  /// @param many whether it is inside a list or a map
  void add(String path, ShapePattern old, ShapePattern now, boolean many) {
    arrays.add(new Array(path, old, now, many));
  }

  void addTo(List<Change> changes) {
    Map<Array, String> backward = apart(Array::now, Array::old);
    Map<Array, String> forward = apart(Array::old, Array::now);
    for (Array array : arrays) {
      if (!array.old.equals(array.now)) {
        Sides sides =
            new Sides(
                misfit(array.now, array.old).or(() -> Optional.ofNullable(backward.get(array))),
                misfit(array.old, array.now).or(() -> Optional.ofNullable(forward.get(array))));
        changes.add(sides.change(array.path, "shape", words(array.old), words(array.now)));
      }
    }
  }

  static String words(ShapePattern shape) {
    return shape.anyRank() ? "any" : "(" + shape + ")";
  }

  /// Why a shape does not take all of another, dimension variables aside. An axis of 1 that is repeated where more is
  /// declared changes the value.
  private static Optional<String> misfit(ShapePattern reader, ShapePattern writer) {
    if (reader.anyRank()) {
      return Optional.empty();
    }
    if (writer.anyRank() || reader.axes().size() != writer.axes().size()) {
      return Optional.of("it may have another number of axes");
    }
    for (int axis = 0; axis < reader.axes().size(); axis++) {
      if (reader.axes().get(axis) instanceof Axis.Fixed fixed && !fixed.equals(writer.axes().get(axis))) {
        return Optional.of("axis %d may be other than %s".formatted(axis, fixed));
      }
    }
    return Optional.empty();
  }

  /// The arrays whose variables need not be equal in what was written, and why.
  private Map<Array, String> apart(
      Function<Array, ShapePattern> reader, Function<Array, ShapePattern> writer) {
    Map<String, List<Place>> variables = new LinkedHashMap<>();
    for (Array array : arrays) {
      List<Axis> axes = reader.apply(array).axes();
      List<Axis> written = writer.apply(array).axes();
      for (int axis = 0; axis < Math.min(axes.size(), written.size()); axis++) {
        if (axes.get(axis) instanceof Axis.Named(String name)) {
          variables.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Place(array, written.get(axis)));
        }
      }
    }
    Map<Array, String> apart = new LinkedHashMap<>();
    variables.forEach(
        (name, places) -> {
          if (!areEqual(places)) {
            places.forEach(place -> apart.putIfAbsent(place.array, "%s need not be one size".formatted(name)));
          }
        });
    return apart;
  }

  private static boolean areEqual(List<Place> places) {
    boolean once = places.size() == 1 && !places.getFirst().array.many;
    return once
        || (!(places.getFirst().written instanceof Axis.Any)
            && places.stream().map(Place::written).distinct().count() == 1);
  }
}
