package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Differentiable;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
public record Mesh(
    @Description("Data to be processed.")
    LazySequence<@Dims("?, 3") @Differentiable Float32Array> data) {}
