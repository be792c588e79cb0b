package dev.sheaf.select;

import dev.sheaf.select.Step.Each;
import dev.sheaf.select.Step.Index;
import dev.sheaf.select.Step.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where elements are in a value: the steps that lead to them, at least one. With [Each] among them there may be any
/// number of elements, else there is one.
///
/// @param steps from the value down
public record ElementPath(List<Step> steps) {
  public ElementPath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("expected a path of at least one step, found none");
    }
  }

  /// The path of these steps.
  public static ElementPath of(Step... steps) {
    return new ElementPath(List.of(steps));
  }

  /// This path and another one behind it.
  public ElementPath then(ElementPath next) {
    return new ElementPath(Stream.concat(steps.stream(), next.steps.stream()).toList());
  }

  /// Whether this path leads to where `place` does: step by step the same, where [Each] is any index. A path that leads
  /// to something around or inside `place` does not.
  public boolean matches(ElementPath place) {
    List<Step> mine = plainSteps();
    List<Step> theirs = place.plainSteps();
    return mine.size() == theirs.size() && haveCommonStart(mine, theirs);
  }

  /// Whether one value can have an element that both paths lead to, or to something around it.
  boolean overlaps(ElementPath other) {
    return haveCommonStart(plainSteps(), other.plainSteps());
  }

  private static boolean haveCommonStart(List<Step> one, List<Step> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!meet(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean meet(Step one, Step other) {
    return one.equals(other)
        || (one instanceof Each && other instanceof Index)
        || (one instanceof Index && other instanceof Each);
  }

  /// The steps without knowledge of Java's types, so that a field and the key that it has in the data are the same.
  private List<Step> plainSteps() {
    List<Step> plain = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Member(var field) -> Stream.of(field.path().split("\\.", -1)).map(Step.Key::new).forEach(plain::add);
        case Step.Key _, Index _, Each _ -> plain.add(step);
      }
    }
    return plain;
  }

  /// The text form, such as `foo[1].y`: what [Selector#parse(String)] reads, unless a key has characters that the text
  /// form has no way to spell.
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append(step.isNamed() && !text.isEmpty() ? "." : "").append(step);
    }
    return text.toString();
  }

  /// The text form.
  @Override
  public String toString() {
    return text();
  }
}
