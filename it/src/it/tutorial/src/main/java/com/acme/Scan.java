package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.Default;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.Finite;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
public record Scan(
    @Dims("N, 3") @Finite @Description("x, y and z of each point.") Float32Array points,
    @Default("1") @InRange(min = "0", max = "1") float quality) {}
