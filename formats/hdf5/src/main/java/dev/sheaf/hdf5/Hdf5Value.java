package dev.sheaf.hdf5;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.Shape;
import java.util.List;

/// What was read from a dataset or an attribute.
public sealed interface Hdf5Value {
  /// Numbers.
  ///
  /// @param array as many axes as the dataset has, and those of its elements where they are arrays themselves
  record Numbers(NdArray array) implements Hdf5Value {}

  /// Values that are no plain numbers.
  ///
  /// @param shape how many along each axis
  /// @param values in row-major order
  record Listed(Shape shape, List<Object> values) implements Hdf5Value {
    public Listed {
      values = List.copyOf(values);
    }
  }

  /// Nothing at all: HDF5's null dataspace.
  record Empty() implements Hdf5Value {}
}
