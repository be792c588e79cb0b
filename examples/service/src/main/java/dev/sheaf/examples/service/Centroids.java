package dev.sheaf.examples.service;

import dev.sheaf.array.Float32Array;
import dev.sheaf.examples.service.Bean.Kind;
import java.util.EnumMap;
import java.util.Map;

/// The mean measures of each kind; a bean is of the kind whose mean is nearest. Immutable once trained.
final class Centroids {
  private static final int MEASURES = 3;

  private final Map<Kind, float[]> sums = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  /// Trains with beans whose kind is known.
  static Centroids of(Iterable<Bean> beans) {
    Centroids centroids = new Centroids();
    for (Bean bean : beans) {
      bean.kind().ifPresent(kind -> centroids.add(kind, bean.millimetres()));
    }
    return centroids;
  }

  private void add(Kind kind, Float32Array measures) {
    float[] sum = sums.computeIfAbsent(kind, _ -> new float[MEASURES]);
    for (int i = 0; i < MEASURES; i++) {
      sum[i] += measures.getFlat(i);
    }
    counts.merge(kind, 1, Integer::sum);
  }

  /// Which kind a bean of these measures is.
  Kind nearest(Float32Array measures) {
    Kind nearest = Kind.KIDNEY;
    double least = Double.POSITIVE_INFINITY;
    for (Map.Entry<Kind, float[]> entry : sums.entrySet()) {
      double distance = 0;
      for (int i = 0; i < MEASURES; i++) {
        double difference = entry.getValue()[i] / counts.getOrDefault(entry.getKey(), 1) - measures.getFlat(i);
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = entry.getKey();
      }
    }
    return nearest;
  }
}
