package dev.sheaf.examples.formats;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;

/// A digit, as somebody wrote it.
@SchemaRecord
@Description("A digit, as somebody wrote it.")
public record Digit(
    @Dims("28, 28") @Description("Its pixels, 0 for paper.") UInt8Array image,
    @InRange(min = "0", max = "9") @Description("Which it is.") long label) {}
