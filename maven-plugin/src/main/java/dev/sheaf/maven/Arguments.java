package dev.sheaf.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of {@code sheaf}, as they come together. What is not set is left to the command. */
final class Arguments {
  private final List<String> list = new ArrayList<>();

  private Arguments(String command) {
    list.add(command);
  }

  /** A call without arguments so far. */
  static Arguments of(String command) {
    return new Arguments(command);
  }

  /** An option with its value; nothing if there is none. */
  Arguments with(String option, @Nullable Object value) {
    if (value != null && !value.toString().isBlank()) {
      list.add(option);
      list.add(value.toString().strip());
    }
    return this;
  }

  /** An option with each of some values. */
  Arguments withEach(String option, Iterable<?> values) {
    values.forEach(value -> with(option, value));
    return this;
  }

  /** An option with each entry of a map, as {@code name=value}, in the order of the names. */
  Arguments withEntries(String option, Map<String, String> entries) {
    new TreeMap<>(entries).forEach((name, value) -> with(option, name + "=" + value));
    return this;
  }

  /** An option without a value. */
  Arguments flag(String option, boolean on) {
    if (on) {
      list.add(option);
    }
    return this;
  }

  /** All of it, with what stands at the end. */
  List<String> followedBy(List<String> operands) {
    List<String> all = new ArrayList<>(list);
    all.addAll(operands);
    return List.copyOf(all);
  }
}
