package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
@Deprecated(forRemoval = true)
public record Old(@Dims("2") Float32Array values) {}
