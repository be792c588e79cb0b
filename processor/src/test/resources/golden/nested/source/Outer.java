package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

public interface Outer {
  class Inner {
    @SchemaRecord
    public record Mesh(LazySequence<@Dims("?, 3") Float32Array> data) {}
  }

  @SchemaRecord
  record Point(@Description("x and y") @Dims("2") Float32Array xy) {}
}
