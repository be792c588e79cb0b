package dev.sheaf.pipeline;

import dev.sheaf.engine.RouteStage;
import dev.sheaf.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Divides items among paths, which are pipelines that begin with them.
record Routing<T, U>(ToIntFunction<? super T> router, List<Function<Pipeline<T>, Pipeline<U>>> paths) {
  Routing {
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("expected a path or more, found none");
    }
    paths = List.copyOf(paths);
  }

  Pipeline<U> route(Pipeline<T> before) {
    Settings settings = before.settings();
    Settings all = settings;
    List<Function<Stage<T>, Stage<? extends U>>> stages = new ArrayList<>();
    for (Function<Pipeline<T>, Pipeline<U>> path : paths) {
      stages.add(begin -> path.apply(new Pipeline<>(begin, settings)).stage());
      all = all.with(path.apply(new Pipeline<>(before.stage(), settings)).settings());
    }
    return new Pipeline<>(new RouteStage<T, U>(before.stage(), router, stages), all);
  }
}
