package dev.sheaf.pipeline;

import java.util.Optional;

/// What was drawn until now.
///
/// @param model what it means, if that is known
record Drawn(Pipeline<Long> pipeline, Optional<Model> model) {
  Drawn(Pipeline<Long> pipeline) {
    this(pipeline, Optional.empty());
  }

  Drawn(Pipeline<Long> pipeline, Model model) {
    this(pipeline, Optional.of(model));
  }

  boolean isIndexed() {
    return pipeline instanceof IndexedPipeline<Long>;
  }

  IndexedPipeline<Long> indexed() {
    return (IndexedPipeline<Long>) pipeline;
  }

  /// The same on the item plane.
  Drawn items() {
    return isIndexed() ? new Drawn(pipeline.items(), model.map(Model::withoutHoles)) : this;
  }
}
