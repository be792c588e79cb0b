package dev.sheaf.examples.classifier;

import dev.sheaf.array.UInt8Array;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;

/// A digit as the dataset has it: `features.json` says the same in its own words.
@SchemaRecord
@Description("A digit.")
public record Digit(
    @Dims("28, 28, 1") @Description("Its pixels, 0 for paper.") UInt8Array image,
    @InRange(min = "0", max = "9") @Description("Which it is.") int label) {}
