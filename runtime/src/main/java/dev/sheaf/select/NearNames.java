package dev.sheaf.select;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Finds the names that somebody may have meant.
final class NearNames {
  private static final int AT_MOST = 3;

  private NearNames() {}

  /// The names that `name` becomes by few changes of a letter, upper and lower case being the same; the nearest first.
  static List<String> of(String name, Stream<String> names) {
    record Near(String name, int changes) {}
    return names
        .map(candidate -> new Near(candidate, changes(plain(name), plain(candidate))))
        .filter(near -> near.changes() <= Math.max(1, (name.length() + 1) / 3))
        .sorted(Comparator.comparingInt(Near::changes))
        .limit(AT_MOST)
        .map(Near::name)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Levenshtein's distance: how many letters to insert, remove or replace.
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
