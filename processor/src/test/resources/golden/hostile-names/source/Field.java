package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
public record Field(
    LazySequence<@Dims("1") Float32Array> in,
    LazySequence<@Dims("2") Float32Array> context,
    LazySequence<@Dims("?") Float32Array> binder,
    LazySequence<@Dims("?") Float32Array> position,
    LazySequence<@Dims("?") Float32Array> columns,
    LazySequence<@Dims("?") Float32Array> schema,
    LazySequence<@Dims("?") Float32Array> SCHEMA,
    LazySequence<@Dims("?") Float32Array> assemble,
    LazySequence<@Dims("?") Float32Array> values,
    LazySequence<@Dims("?") Float32Array> offsets,
    LazySequence<@Dims("?") Float32Array> record,
    LazySequence<@Dims("?") Float32Array> yield,
    LazySequence<@Dims("?") Float32Array> größe) {}
