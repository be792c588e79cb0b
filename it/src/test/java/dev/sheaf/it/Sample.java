package dev.sheaf.it;

import dev.sheaf.array.Float64Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.FieldName;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;
import java.util.List;

/// Some of the features of the dataset `all_features`, as a user would declare them.
@SchemaRecord
record Sample(
    long idx,
    @Dims("?, ?, 3") UInt8Array image,
    @InRange(min = "-1", max = "3") @FieldName("label") int kind,
    @Dims("2, 3") @FieldName("as_bytes") Float64Array matrix,
    List<String> strings,
    String text,
    Nested nested) {
  /// A feature inside a feature.
  record Nested(long a, Inner b) {}

  /// Two levels down.
  record Inner(String c, int kind) {}
}
