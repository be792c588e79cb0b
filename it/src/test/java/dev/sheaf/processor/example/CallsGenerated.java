package dev.sheaf.processor.example;

import dev.sheaf.generated.RecordBinder;

/// Breaks: a class of the processor that calls what only generated code may call.
public final class CallsGenerated {
  int next(RecordBinder binder) {
    return binder.next();
  }
}
