package dev.sheaf.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Keeps the first findings by file and offset, whatever order they come in, and counts the rest. Thread-safe.
final class Findings {
  private final int kept;
  private final PriorityQueue<Finding> lastFirst = new PriorityQueue<>(Comparator.reverseOrder());
  private long count;

  Findings(int kept) {
    this.kept = kept;
  }

  synchronized void add(Finding finding) {
    count++;
    lastFirst.add(finding);
    if (lastFirst.size() > kept) {
      lastFirst.remove();
    }
  }

  synchronized long count() {
    return count;
  }

  synchronized List<Finding> first() {
    return lastFirst.stream().sorted().toList();
  }
}
