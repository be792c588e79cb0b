package dev.sheaf.pipeline;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/// Waits for what a function promises.
final class Awaiting {
  private Awaiting() {}

  /// A function that gives what another one promises. Interrupted while it waits, it cancels the promise.
  static <T, U> Function<T, U> of(Function<? super T, ? extends CompletionStage<? extends U>> function) {
    return item -> {
      CompletableFuture<? extends U> promise = function.apply(item).toCompletableFuture();
      try {
        return promise.get();
      } catch (ExecutionException e) {
        throw thrown(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        promise.cancel(true);
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("interrupted while waiting for a result");
        cancelled.initCause(e);
        throw cancelled;
      }
    };
  }

  /// What a promise was broken with, as it is, if a function may throw it.
  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception ? exception : new CompletionException(cause);
  }
}
