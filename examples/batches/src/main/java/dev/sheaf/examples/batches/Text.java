package dev.sheaf.examples.batches;

import dev.sheaf.array.Int32Array;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

/// A text, cut into tokens.
@SchemaRecord
@Description("A text, cut into tokens.")
public record Text(
    @Dims("?") @Description("Which tokens it has.") Int32Array tokens,
    @Description("What it is about.") int label) {}
