package com.acme;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.LazySequence;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Default;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Differentiable;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.FieldName;
import dev.sheaf.schema.Finite;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;
import java.util.List;
import java.util.Optional;

/** Records in records: the elements of the sequence are the rows. */
@SchemaRecord
@Description("Everything that was seen.")
public record Scene(String title, LazySequence<View> views) {
  @Description("One look at it.")
  public record View(
      Mesh mesh,
      @Description("Where from") Pair<@Dims("3") Float32Array, Double> camera,
      @FieldName("class") @Default("1") @InRange(min = "0", max = "9") int label,
      List<Mesh> others,
      Optional<Pair<String, Boolean>> note) {}

  public record Mesh(
      @Dims("N, 3") @Differentiable @Finite Float32Array vertices,
      @Dims("?, 3") Int64Array faces,
      @Dims("...") NdArray self) {}

  public record Pair<A, B>(A first, B second) {}
}
