package dev.sheaf.examples.service;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.Description;
import dev.sheaf.schema.Dims;
import dev.sheaf.schema.FieldName;
import dev.sheaf.schema.InRange;
import dev.sheaf.schema.SchemaRecord;
import java.util.Optional;

/// A bean: with its kind, to train with; without, as a request asks for it.
@SchemaRecord
@Description("A bean, measured.")
public record Bean(
    @Dims("3") @InRange(min = "0.1", max = "60") @Description("Length, width and height.") Float32Array millimetres,
    @Description("Which kind it is, where that is known.") Optional<Kind> kind) {

  /// The kinds that the model knows.
  public enum Kind {
    @FieldName("kidney")
    KIDNEY,
    @FieldName("lima")
    LIMA,
    @FieldName("mung")
    MUNG
  }
}
