package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
public record Pairs(
    @Dims("3") Float32Array origin,
    @Description("What goes in.") LazySequence<@Dims("N, 3") Float32Array> inputs,
    @Description("What comes out.") LazySequence<dev.sheaf.array.@Dims(value = "2, 2") Int64Array> targets) {}
