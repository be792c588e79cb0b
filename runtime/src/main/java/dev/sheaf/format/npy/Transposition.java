package dev.sheaf.format.npy;

import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Puts column-major elements into row-major order.
///
/// Elements that are neighbours in the file are far from each other in memory, and the other way round. So the two axes
/// that run fastest, one on each side, are gone through in tiles: both a tile's lines of the file and those of memory
/// stay in the cache until all of them has been used.
final class Transposition {
  /// Elements on each side of a tile.
  private static final int TILE = 32;

  /// One axis that has more than one element to copy.
  ///
  /// @param fromStep how far apart neighbours are in the file, in bytes
  /// @param toStep how far apart they are in memory
  private record Axis(long extent, long fromStep, long toStep) {}

  private final ElementCopy elements;
  private final MemorySegment from;
  private final MemorySegment to;

  private Transposition(ElementCopy elements, MemorySegment from, MemorySegment to) {
    this.elements = elements;
    this.from = from;
    this.to = to;
  }

  /// Copies the rows from `first` to `end - 1` of a column-major array.
  ///
  /// @param from all its elements
  /// @param to memory for these rows
  static void rows(ElementLayout layout, MemorySegment from, long first, long end, MemorySegment to) {
    List<Axis> axes = axes(layout, end - first);
    new Transposition(layout.elements(), from, to).copy(axes, first * layout.dtype().byteSize());
  }

  /// Those that have more than one element, the fastest in the file first.
  private static List<Axis> axes(ElementLayout layout, long rows) {
    Shape shape = layout.shape();
    List<Axis> axes = new ArrayList<>();
    long fromStep = layout.dtype().byteSize();
    long toStep = rows * (layout.byteSize() / shape.dim(0));
    for (int axis = 0; axis < shape.rank(); axis++) {
      long extent = axis == 0 ? rows : shape.dim(axis);
      toStep /= extent;
      if (extent > 1) {
        axes.add(new Axis(extent, fromStep, toStep));
      }
      fromStep *= shape.dim(axis);
    }
    return axes;
  }

  private void copy(List<Axis> axes, long fromByte) {
    if (axes.size() < 2) {
      Axis only = axes.isEmpty() ? new Axis(1, 0, 0) : axes.getFirst();
      elements.strided(from, fromByte, only.fromStep, to, 0, only.toStep, only.extent);
    } else {
      between(axes, axes.size() - 2, fromByte, 0);
    }
  }

  /// Goes through the axes between the two outer ones, from the slowest in the file down.
  private void between(List<Axis> axes, int axis, long fromByte, long toByte) {
    if (axis == 0) {
      plane(axes.getFirst(), axes.getLast(), fromByte, toByte);
      return;
    }
    Axis middle = axes.get(axis);
    for (long i = 0; i < middle.extent; i++) {
      between(axes, axis - 1, fromByte + i * middle.fromStep, toByte + i * middle.toStep);
    }
  }

  private void plane(Axis fastInFile, Axis fastInMemory, long fromByte, long toByte) {
    for (long row = 0; row < fastInFile.extent; row += TILE) {
      long rowEnd = Math.min(row + TILE, fastInFile.extent);
      for (long column = 0; column < fastInMemory.extent; column += TILE) {
        long columns = Math.min(TILE, fastInMemory.extent - column);
        for (long r = row; r < rowEnd; r++) {
          elements.strided(
              from,
              fromByte + r * fastInFile.fromStep + column * fastInMemory.fromStep,
              fastInMemory.fromStep,
              to,
              toByte + r * fastInFile.toStep + column * fastInMemory.toStep,
              fastInMemory.toStep,
              columns);
        }
      }
    }
  }
}
