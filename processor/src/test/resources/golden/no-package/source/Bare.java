import dev.sheaf.array.Float64Array;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.SchemaRecord;

@SchemaRecord
public record Bare(@Dims("?, ?") Float64Array values) {}
