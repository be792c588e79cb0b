package dev.sheaf.examples.scans;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.schema.Default;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.Discriminator;
import dev.sheaf.schema.DiscriminatorValue;
import dev.sheaf.schema.FieldName;
import dev.sheaf.schema.Finite;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One scan of a part, as an inspection bench writes it.
@SchemaRecord
@Description("One scan of a part, as an inspection bench writes it.")
public record Scan(
    @Description("Which part was scanned.") String part,
    Instant taken,
    @Default("mm") Unit unit,
    @InRange(min = "0", max = "1") double confidence,
    Optional<String> operator,
    @Default("{}") Map<String, String> tags,
    Cloud cloud,
    List<Feature> features) {

  /// What lengths are measured in.
  public enum Unit {
    @FieldName("mm")
    MILLIMETRE,
    @FieldName("in")
    INCH
  }

  /// Points, and a label for each of them: `N` is the same number in both.
  public record Cloud(@Dims("N, 3") @Finite Float32Array points, @Dims("N") UInt8Array labels) {}

  /// What was recognised in the cloud; the field `kind` says which it is.
  @Discriminator("kind")
  public sealed interface Feature permits Hole, Edge {}

  /// A round hole.
  @DiscriminatorValue("hole")
  public record Hole(@Dims("3") Float64Array centre, double radius) implements Feature {}

  /// A straight edge, from one point to another.
  @DiscriminatorValue("edge")
  public record Edge(@Dims("2, 3") Float64Array ends) implements Feature {}
}
