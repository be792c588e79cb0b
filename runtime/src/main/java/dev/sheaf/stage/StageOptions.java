package dev.sheaf.stage;

import java.util.Optional;

/// What can be said about one stage: its name, and what becomes of items that it could not make.
///
/// @param name what errors, the ledger and the statistics call it; empty for the name of the method that made it
/// @param onError what becomes of items that it could not make; empty for what the pipeline says
public record StageOptions(Optional<String> name, Optional<OnError> onError) {
  /// Nothing.
  public static final StageOptions DEFAULT = new StageOptions(Optional.empty(), Optional.empty());

  /// @throws IllegalArgumentException if the name is blank
  public StageOptions {
    if (name.isPresent() && name.get().isBlank()) {
      throw new IllegalArgumentException("expected a name, found \"%s\"".formatted(name.get()));
    }
  }

  /// A stage of this name. Stages of the same name are one in the ledger, and one says what becomes of the items of all.
  ///
  /// @throws IllegalArgumentException if the name is blank
  public static StageOptions named(String name) {
    return new StageOptions(Optional.of(name), DEFAULT.onError);
  }

  /// The same, but for items that it could not make.
  public StageOptions onError(OnError answer) {
    return new StageOptions(name, Optional.of(answer));
  }
}
