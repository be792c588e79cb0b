package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.batch.CollateException;
import dev.sheaf.batch.ColumnPath;
import dev.sheaf.batch.DictionaryCollator;
import dev.sheaf.batch.Padded;
import dev.sheaf.batch.Padding;
import dev.sheaf.batch.PaddingException;
import dev.sheaf.select.ElementPath;
import dev.sheaf.select.Selector;
import dev.sheaf.select.Step;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// fairseq2's `collate`, with Sheaf's collator.
final class Fairseq2Collate {
  private Fairseq2Collate() {}

  /// What makes a batch of a bucket: a list of elements, or one element alone. Padded arrays come as fairseq2 writes
  /// them.
  ///
  /// @throws IllegalArgumentException if a multiple is asked for without a pad value
  /// @throws dev.sheaf.select.SelectorSyntaxException if a place is no selector
  static Function<Object, Object> of(JsonNode operator) {
    DictionaryCollator collator =
        padding(operator).map(DictionaryCollator::padding).orElseGet(DictionaryCollator::stacking);
    for (JsonNode override : operator.path("overrides")) {
      Predicate<ColumnPath> at = at(paths(override.get("selector").textValue()));
      Optional<Padding> padding = padding(override);
      collator = padding.isPresent() ? collator.padding(at, padding.get()) : collator.stacking(at);
    }
    DictionaryCollator collating = collator;
    return bucket -> shown(collating.collate(bucket instanceof List<?> rows ? rows : List.of(bucket)));
  }

  private static Optional<Padding> padding(JsonNode options) {
    long multiple = Math.max(1, options.path("pad_to_multiple").longValue());
    if (!options.has("pad_value")) {
      if (multiple > 1) {
        throw new IllegalArgumentException("expected a pad value for a multiple of " + multiple);
      }
      return Optional.empty();
    }
    Padding padding =
        switch (Fairseq2Values.of(options.get("pad_value"))) {
          case Long whole -> Padding.with(whole);
          case Double real -> Padding.with(real);
          case Boolean truth -> Padding.with(truth);
          case Object other -> throw new IllegalArgumentException("expected a number, found " + other);
        };
    return Optional.of(padding.toMultipleOf(multiple));
  }

  /// The paths of a selector that reads no data: here they may overlap.
  private static List<ElementPath> paths(String selector) {
    return Arrays.stream(selector.split(",", -1)).flatMap(path -> Selector.parse(path).paths().stream()).toList();
  }

  private static Predicate<ColumnPath> at(List<ElementPath> paths) {
    return place -> {
      Step[] steps =
          place.steps().stream()
              .map(step -> step instanceof Long index ? new Step.Index(index) : new Step.Key((String) step))
              .toArray(Step[]::new);
      return steps.length > 0
          && paths.stream().anyMatch(path -> path.matches(ElementPath.of(steps)));
    };
  }

  private static Object shown(Object batch) {
    return switch (batch) {
      case Map<?, ?> map -> {
        Map<Object, Object> shown = new LinkedHashMap<>();
        map.forEach((key, column) -> shown.put(key, shown(column)));
        yield shown;
      }
      case List<?> list -> list.stream().map(Fairseq2Collate::shown).toList();
      case Padded<?> padded -> shown(padded);
      default -> batch;
    };
  }

  private static Map<String, Object> shown(Padded<?> padded) {
    long longest = padded.values().shape().dim(1);
    List<Long> lengths = LongStream.of(padded.lengths().toArray()).boxed().toList();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("is_ragged", lengths.stream().anyMatch(length -> length != longest));
    shown.put("seqs", padded.values());
    shown.put("seq_lens", lengths);
    return shown;
  }

  /// What kind of error a case calls this; empty if it has nothing to do with collating.
  static Optional<String> errorKind(RuntimeException thrown) {
    return switch (thrown) {
      case CollateException e -> Optional.of("collate-" + e.rule().name().toLowerCase(Locale.ROOT));
      case PaddingException _ -> Optional.of("collate-pad");
      default -> Optional.empty();
    };
  }

  /// Where in an element the error is.
  static Optional<String> errorPath(RuntimeException thrown) {
    return switch (thrown) {
      case CollateException e -> Optional.of(e.path());
      case PaddingException e -> Optional.of(e.column());
      default -> Optional.empty();
    };
  }
}
