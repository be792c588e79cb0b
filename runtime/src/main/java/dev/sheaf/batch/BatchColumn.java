package dev.sheaf.batch;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/// One column of a batch.
sealed interface BatchColumn {
  /// What kind of column it is, for people.
  String inWords();

  /// Values as they are.
  record Listed(List<?> values) implements BatchColumn {
    @Override
    public String inWords() {
      return "holds values as they are";
    }
  }

  /// In the batch's memory.
  sealed interface InMemory extends BatchColumn {
    /// Where the values of all rows go, end to end, once the memory is allocated.
    MemorySegment target();

    /// Finishes the column when all values have been copied to [#target()].
    default void finish() {}
  }

  /// A column of `rows` rows, reserved in `memory`.
  static InMemory reserve(ColumnLayout.InMemory layout, int rows, RowShapes shapes, BatchMemory memory) {
    DType dtype = layout.dtype();
    return switch (layout) {
      case ColumnLayout.Fixed fixed -> {
        Shape shape = fixed.row().stacked(rows);
        yield new Stacked(dtype, shape, memory, memory.reserve(shape.size(), dtype.byteSize()));
      }
      case ColumnLayout.FirstAxis first -> {
        long[] offsets = new long[rows + 1];
        for (int row = 0; row < rows; row++) {
          offsets[row + 1] = Math.addExact(offsets[row], shapes.first(row));
        }
        Shape shape = first.inner().stacked(offsets[rows]);
        BatchMemory.Part values = memory.reserve(shape.size(), dtype.byteSize());
        yield new EndToEnd(dtype, shape, memory, values, memory.reserve(offsets));
      }
      case ColumnLayout.PaddedAxes padded -> {
        PaddedForm form = PaddedForm.of(padded, rows, shapes);
        Shape shape = form.shape();
        BatchMemory.Part values = memory.reserve(shape.size(), dtype.byteSize());
        Optional<BatchMemory.Part> mask =
            padded.padding().isMasked()
                ? Optional.of(memory.reserve(form.maskShape().size(), DType.BOOL.byteSize()))
                : Optional.empty();
        yield new PaddedStack(shape, form, memory, values, memory.reserve(form.lengths()), mask);
      }
      case ColumnLayout.AnyShape _ -> {
        long[] offsets = new long[rows + 1];
        for (int row = 0; row < rows; row++) {
          offsets[row + 1] = Math.addExact(offsets[row], shapes.elements(row));
        }
        BatchMemory.Part values = memory.reserve(offsets[rows], dtype.byteSize());
        yield new Shaped(
            dtype,
            Shape.of(offsets[rows]),
            memory,
            values,
            memory.reserve(offsets),
            memory.reserve(shapes.extents()),
            memory.reserve(shapes.axes()));
      }
    };
  }

  /// Rows of one shape.
  record Stacked(DType dtype, Shape shape, BatchMemory memory, BatchMemory.Part values) implements InMemory {
    @Override
    public String inWords() {
      return "has one shape";
    }

    @Override
    public MemorySegment target() {
      return memory.at(values);
    }

    NdArray array() {
      return NdArray.wrap(dtype, memory.at(values), shape);
    }
  }

  /// Rows that differ in size.
  sealed interface Uneven extends InMemory {
    @Override
    default String inWords() {
      return "is ragged";
    }

    /// The rows as they are read.
    Ragged<?> ragged();
  }

  /// Rows end to end along their first axis.
  record EndToEnd(
      DType dtype, Shape shape, BatchMemory memory, BatchMemory.Part values, BatchMemory.Part offsets)
      implements Uneven {
    @Override
    public MemorySegment target() {
      return memory.at(values);
    }

    @Override
    public Ragged<?> ragged() {
      return new RaggedRows<>(NdArray.wrap(dtype, memory.at(values), shape), memory.numbersAt(offsets));
    }
  }

  /// Elements end to end, with the shape of each row.
  record Shaped(
      DType dtype,
      Shape flat,
      BatchMemory memory,
      BatchMemory.Part values,
      BatchMemory.Part offsets,
      BatchMemory.Part extents,
      BatchMemory.Part axes)
      implements Uneven {
    @Override
    public MemorySegment target() {
      return memory.at(values);
    }

    @Override
    public Ragged<?> ragged() {
      return new RaggedShapes<>(
          NdArray.wrap(dtype, memory.at(values), flat),
          memory.numbersAt(offsets),
          memory.numbersAt(extents),
          memory.numbersAt(axes));
    }
  }

  /// Rows padded to one shape.
  record PaddedStack(
      Shape shape,
      PaddedForm form,
      BatchMemory memory,
      BatchMemory.Part values,
      BatchMemory.Part lengths,
      Optional<BatchMemory.Part> mask)
      implements Uneven {
    @Override
    public String inWords() {
      return "is padded";
    }

    DType dtype() {
      return form.layout().dtype();
    }

    /// The rows first lie end to end.
    @Override
    public MemorySegment target() {
      return memory.at(values).asSlice(0, form.packedBytes());
    }

    @Override
    public void finish() {
      form.spread(memory.at(values));
      mask.ifPresent(part -> form.mark(memory.at(part)));
    }

    @Override
    public Ragged<?> ragged() {
      return new PaddedRows<>(padded(), form);
    }

    Padded<?> padded() {
      return new Padded<>(
          NdArray.wrap(dtype(), memory.at(values), shape),
          Int64Array.wrap(memory.at(lengths), form.lengthsShape()),
          mask.map(part -> BoolArray.wrap(memory.at(part), form.maskShape())));
    }
  }
}
