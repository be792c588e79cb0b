package com.acme;

import dev.sheaf.schema.Discriminator;
import dev.sheaf.schema.DiscriminatorValue;
import dev.sheaf.schema.FieldName;
import dev.sheaf.schema.SchemaRecord;
import java.util.List;

/** A sealed interface of records, and an enum. */
@SchemaRecord
record Solid(Shape shape, List<Shape> holes, Paint paint) {
  @Discriminator("kind")
  sealed interface Shape {}

  @DiscriminatorValue("ball")
  record Ball(double radius) implements Shape {}

  sealed interface Flat extends Shape permits Plane, Disc {}

  record Disc(float radius) implements Flat {}

  record Plane() implements Flat {}

  enum Paint {
    RED,
    @FieldName("dark green")
    GREEN
  }
}
