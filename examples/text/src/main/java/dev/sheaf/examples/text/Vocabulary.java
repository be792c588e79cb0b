package dev.sheaf.examples.text;

import dev.sheaf.array.Int32Array;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import dev.sheaf.schema.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A number for each word: the words in the order of the alphabet, from 2 on.
///
/// @param numbers of each word
record Vocabulary(Map<String, Integer> numbers) {
  /// What stands where there is no token.
  static final int PADDING = 0;

  private static final int UNKNOWN = 1;
  private static final int FIRST = 2;

  Vocabulary {
    numbers = Map.copyOf(numbers);
  }

  /// Reads all lines once.
  static Vocabulary of(Pipeline<String> lines) {
    Map<String, Integer> numbers = new TreeMap<>();
    try (DataLoader<String> loader = lines.open()) {
      loader.forEach(line -> words(line).forEach(word -> numbers.put(word, UNKNOWN)));
    }
    int next = FIRST;
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      entry.setValue(next++);
    }
    return new Vocabulary(numbers);
  }

  /// A line as tokens.
  Sentence encode(String line) {
    int[] tokens = words(line).stream().mapToInt(word -> numbers.getOrDefault(word, UNKNOWN)).toArray();
    return new Sentence(Int32Array.of(Shape.of(tokens.length), tokens));
  }

  private static List<String> words(String line) {
    return List.of(line.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "").split(" "));
  }
}
