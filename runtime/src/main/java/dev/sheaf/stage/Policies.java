package dev.sheaf.stage;

import dev.sheaf.order.Fault;
import dev.sheaf.order.FaultTolerance;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// What becomes of items that could not be made: for stages of some names, and for all others.
///
/// @param others what holds for stages that have no answer of their own; they share one limit
/// @param own by the names of stages; each has a limit for itself
public record Policies(OnError others, Map<String, OnError> own) implements FaultTolerance {
  /// Every run ends where an item cannot be made.
  public static final Policies FAIL = new Policies(OnError.fail(), Map.of());

  public Policies {
    own = Map.copyOf(own);
  }

  /// The same, but for stages that have no answer of their own.
  public Policies others(OnError answer) {
    return new Policies(answer, own);
  }

  /// The same, but for stages of a name.
  ///
  /// @throws IllegalArgumentException if stages of this name have another answer already
  public Policies own(String stage, OnError answer) {
    OnError before = own.get(stage);
    if (before != null && !before.equals(answer)) {
      throw new IllegalArgumentException(
          "expected one answer for all stages that are called \"%s\", found %s and %s; give one of them another name"
              .formatted(stage, before, answer));
    }
    Map<String, OnError> more = new HashMap<>(own);
    more.put(stage, answer);
    return new Policies(others, more);
  }

  /// These, and those of another pipeline that is joined to this one.
  ///
  /// @throws IllegalArgumentException if they differ for a name
  public Policies and(Policies joined) {
    Policies all = others instanceof OnError.Fail ? others(joined.others) : this;
    for (Map.Entry<String, OnError> entry : joined.own.entrySet()) {
      all = all.own(entry.getKey(), entry.getValue());
    }
    return all;
  }

  /// What becomes of items that a stage could not make.
  public OnError of(String stage) {
    return own.getOrDefault(stage, others);
  }

  /// Whether a stage has an answer, and so a limit, of its own.
  public boolean isOwn(String stage) {
    return own.containsKey(stage);
  }

  @Override
  public boolean leavesOut(Fault fault) {
    return of(fault.stage()).leavesOut(fault.cause());
  }

  /// Whether an item is left out, however many there are.
  public boolean leavesOutAlways(Fault fault) {
    return leavesOut(fault) && of(fault.stage()).limit() instanceof Limit.None;
  }

  /// Whether any item may be left out.
  public boolean leaveAnyOut() {
    return all().anyMatch(answer -> !(answer instanceof OnError.Fail));
  }

  /// Whether calls must be counted, since a share of them may fail.
  public boolean countCalls() {
    return all().anyMatch(answer -> answer.limit() instanceof Limit.Share);
  }

  /// All answers.
  public Stream<OnError> all() {
    return Stream.concat(Stream.of(others), own.values().stream());
  }
}
