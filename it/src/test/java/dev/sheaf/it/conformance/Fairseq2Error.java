package dev.sheaf.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sheaf.DataException;
import dev.sheaf.checkpoint.CheckpointMismatchException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.io.StorageException;
import dev.sheaf.pipeline.PipelineException;
import dev.sheaf.select.ElementFunctionException;
import dev.sheaf.select.MissingElementException;
import dev.sheaf.select.SelectorOverlapException;
import dev.sheaf.select.SelectorSyntaxException;
import dev.sheaf.stage.EmptyChildException;
import dev.sheaf.stage.FinitudeException;
import dev.sheaf.stage.LengthOutOfRangeException;
import dev.sheaf.stage.LimitExceededException;
import dev.sheaf.stage.UnfitItemException;
import dev.sheaf.stage.ZipException;
import java.util.Map;
import java.util.Optional;

/// What went wrong, in the terms of cases that were drawn from fairseq2.
///
/// @param kind what kind of error it is
/// @param facts what it tells beside: `path`, `index`, `indices`, `key`
record Fairseq2Error(String kind, Map<String, Object> facts) {
  /// Any use after a fault that nothing comes after.
  static final Fairseq2Error BROKEN = new Fairseq2Error("broken");

  private Fairseq2Error(String kind) {
    this(kind, Map.of());
  }

  private Fairseq2Error(String kind, String fact, Object value) {
    this(kind, Map.of(fact, value));
  }

  /// What an exception says, of a function, of a definition or of a running pipeline.
  static Fairseq2Error of(Throwable thrown) {
    if (thrown instanceof RuntimeException e && Fairseq2Collate.errorKind(e).isPresent()) {
      return Fairseq2Collate.errorPath(e)
          .map(path -> new Fairseq2Error(Fairseq2Collate.errorKind(e).get(), "path", path))
          .orElseGet(() -> new Fairseq2Error(Fairseq2Collate.errorKind(e).get()));
    }
    return switch (thrown) {
      case PipelineException e when e.stage().equals("count") -> new Fairseq2Error("overflow");
      case PipelineException e when !e.stage().equals("map") -> Fairseq2Sources.errorKind(e.getCause())
          .map(Fairseq2Error::new)
          .orElseGet(() -> of(e.getCause()));
      case PipelineException e -> of(e.getCause());
      case LimitExceededException e when e.getCause() != null -> of(e.getCause());
      case CheckpointMismatchException _ -> new Fairseq2Error("bad-state");
      case CorruptDataException e when e.file().equals("checkpoint") -> new Fairseq2Error("bad-state");
      case FinitudeException e -> new Fairseq2Error(
          switch (e.rule()) {
            case ZIP_OF_ONE_KIND -> "zip-mixed";
            case ZIP_NEEDS_AN_END -> "zip-pseudo-infinite";
            case NESTED_ENDS -> "not-finite";
          });
      case ZipException e -> switch (e.problem()) {
        case UNEQUAL_LENGTHS -> new Fairseq2Error("zip-unequal", "indices", Fairseq2Values.longs(e.indices()));
        case MIXED_KINDS -> new Fairseq2Error("zip-kinds");
        case DUPLICATE_KEY -> new Fairseq2Error("zip-duplicate-key", "key", e.key().orElseThrow());
      };
      case EmptyChildException e -> new Fairseq2Error("sample-empty", "index", (long) e.index());
      case LengthOutOfRangeException e when e.file().equals("packTokens") -> new Fairseq2Error("pack-too-long");
      case UnfitItemException e when e.file().equals("packTokens") -> new Fairseq2Error("pack-kind");
      case LengthOutOfRangeException e -> new Fairseq2Error(e.length() < e.min() ? "too-short" : "too-long");
      case Fairseq2Measures.NoLengthException _ -> new Fairseq2Error("no-length");
      case SelectorSyntaxException _ -> new Fairseq2Error("selector-syntax");
      case SelectorOverlapException _ -> new Fairseq2Error("selector-overlap");
      case MissingElementException e -> new Fairseq2Error("selector-missing", "path", e.path());
      case ElementFunctionException e -> new Fairseq2Error("function-at-path", "path", e.path());
      case Fairseq2Functions.UserException _ -> new Fairseq2Error("function");
      case StorageException _ -> new Fairseq2Error("io");
      case DataException _, Fairseq2Functions.ValueException _, NumberFormatException _, ClassCastException _ ->
          new Fairseq2Error("value");
      case IllegalArgumentException _ -> new Fairseq2Error("argument");
      default -> throw new AssertionError("an error that no case knows", thrown);
    };
  }

  /// Whether it is the error that a case expects, as far as the case tells.
  ///
  /// @param defining whether it came when the pipeline was defined: what fairseq2 finds with the first element, and
  ///     calls a wrong value, may be found as a wrong argument then
  boolean is(JsonNode expected, boolean defining) {
    String wanted = expected.get("kind").textValue();
    boolean sameKind = kind.equals(wanted) || (defining && kind.equals("argument") && wanted.equals("value"));
    for (String fact : new String[] {"path", "index", "indices", "key"}) {
      if (expected.has(fact) && !Fairseq2Values.of(expected.get(fact)).equals(facts.get(fact))) {
        return false;
      }
    }
    return sameKind;
  }
}
