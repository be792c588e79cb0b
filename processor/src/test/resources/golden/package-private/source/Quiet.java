package com.acme;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
record Quiet(LazySequence<@Dims("2") Int64Array> pairs) {}
