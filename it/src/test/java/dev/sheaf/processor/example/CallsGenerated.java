package dev.sheaf.processor.example;

import dev.sheaf.array.NdArray;
import dev.sheaf.generated.ColumnBinder;

/// Breaks: a class of the processor that calls what only generated code may call.
public final class CallsGenerated {
  NdArray first(ColumnBinder binder) {
    return binder.fixed(0, NdArray.class);
  }
}
