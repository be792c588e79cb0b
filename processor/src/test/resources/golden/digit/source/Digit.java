package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Differentiable;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
@Description("A digit, 0 <= d <= 9 */ \"as drawn\"; costs $5 at C:\\users.")
public record Digit(
    @Description("The picture.") @Dims("28, 28") @Differentiable Float32Array image,
    @Description("0 <= d <= 9 */ {@code d} & C:\\users, $5") @Dims("") Int64Array label,
    @Description("Where the pen was,\nand when.") @Dims("N, 3") Float64Array strokes,
    @Dims("N") Float64Array weights,
    @Dims("...") Float32Array extra) {}
