package dev.sheaf.examples.quickstart;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Differentiable;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

/// A dataset of point clouds: each array holds the points of one mesh, a row for each, with x, y and z.
@SchemaRecord
public record Mesh(
    @Description("Data to be processed.")
    LazySequence<@Dims("?, 3") @Differentiable Float32Array> data) {}
