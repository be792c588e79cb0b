package dev.sheaf.examples.pointcloud;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.Finite;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;

/// The surface of one part, and what presses on it.
@SchemaRecord
@Description("The surface of one part, and what presses on it.")
public record Cloud(
    @Description("Which part it is.") String part,
    @Dims("N, 3") @Finite @Description("Where the points are, in metres.") Float32Array points,
    @Dims("N") @InRange(min = "0") @Description("The load on each of them, in newtons.") Float32Array load) {}
