package dev.sheaf.it.conformance;

import dev.sheaf.SheafException;
import dev.sheaf.array.NdArray;
import dev.sheaf.codec.DecodeException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What was read of a payload, in the terms in which cases tell what they expect: a record is [Fields], and where
/// something was refused stands [Refused].
sealed interface Value {
  record Array(NdArray array) implements Value {}

  record Whole(long number) implements Value {}

  record Floating(double number) implements Value {}

  record Text(String text) implements Value {}

  record Truth(boolean truth) implements Value {}

  /// A constant of an enum, by its name in the data.
  record Constant(String name) implements Value {}

  /// An optional value that is not there.
  record Missing() implements Value {}

  record Items(List<Value> items) implements Value {}

  record Entries(Map<String, Value> entries) implements Value {}

  record Fields(Map<String, Value> fields) implements Value {}

  /// One of several records, by the tag that tells them apart.
  record Variant(String tag, Fields fields) implements Value {}

  /// A lazy sequence, read to its end.
  ///
  /// @param names where each of the items comes from
  record Sequence(List<Value> items, List<String> names) implements Value {}

  /// What was not read: the payload, or an item of a lazy sequence.
  ///
  /// @param why the class of the refusal, as cases name it
  record Refused(String why, String message) implements Value {
    static Refused by(SheafException e) {
      return new Refused(e instanceof DecodeException decode ? decode.rule().key() : "file", e.getMessage());
    }
  }

  /// All refusals inside this value.
  default Stream<Refused> refusals() {
    return switch (this) {
      case Refused refused -> Stream.of(refused);
      case Items(var items) -> refusals(items);
      case Sequence(var items, _) -> refusals(items);
      case Entries(var entries) -> refusals(entries.values());
      case Fields(var fields) -> refusals(fields.values());
      case Variant(_, var fields) -> fields.refusals();
      case Array _, Whole _, Floating _, Text _, Truth _, Constant _, Missing _ -> Stream.empty();
    };
  }

  private static Stream<Refused> refusals(Collection<Value> values) {
    return values.stream().flatMap(Value::refusals);
  }
}
