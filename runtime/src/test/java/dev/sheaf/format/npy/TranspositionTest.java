package dev.sheaf.format.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Held against the definition: the element at an index is where the strides of the file's layout say.
class TranspositionTest {
  private final Random random = new Random(20261121);

  @ParameterizedTest
  @EnumSource(names = "BFLOAT16", mode = Mode.EXCLUDE)
  void putsEveryElementWhereItBelongs(DType dtype) {
    for (int round = 0; round < 60; round++) {
      long[] dims = new long[random.nextInt(5)];
      Arrays.setAll(dims, i -> random.nextInt(8) == 0 ? 33 + random.nextInt(40) : 1 + random.nextInt(4));
      assertRowsAreRight(new ElementLayout(dtype, Shape.of(dims), random.nextBoolean(), order()));
    }
  }

  private ByteOrder order() {
    return random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  @Test
  void goesThroughWholeAndPartialTiles() {
    for (long[] dims : new long[][] {{32, 32}, {33, 31}, {1, 64, 65}, {64, 1, 65}, {65, 64, 1}, {31, 3, 95}}) {
      assertRowsAreRight(new ElementLayout(DType.INT32, Shape.of(dims), true, ByteOrder.nativeOrder()));
    }
  }

  @Test
  void leavesArraysAloneThatAreTheSameBothWays() {
    for (long[] dims : new long[][] {{}, {5}, {1, 5}, {5, 1, 1}, {0, 4}, {4, 0}}) {
      ElementLayout layout = new ElementLayout(DType.INT16, Shape.of(dims), true, ByteOrder.nativeOrder());
      assertEquals(true, layout.isOfMemory(), () -> layout + " is a view");
    }
  }

  private void assertRowsAreRight(ElementLayout layout) {
    byte[] file = new byte[3 + (int) layout.byteSize()];
    random.nextBytes(file);
    if (layout.dtype() == DType.BOOL) {
      for (int i = 0; i < file.length; i++) {
        file[i] &= 1;
      }
    }
    StoredArray array =
        new StoredArray(InputFile.of("memory", MemorySegment.ofArray(file)), 3, layout);
    byte[] expected = rowMajor(Arrays.copyOfRange(file, 3, file.length), layout);
    String message = "%s, %s, column-major: %s".formatted(layout, layout.order(), layout.columnMajor());
    assertEquals(hex(expected), hex(bytes(array.array().segment())), message);
    if (layout.shape().rank() > 0) {
      long rows = layout.shape().dim(0);
      long from = random.nextLong(rows + 1);
      long to = from + random.nextLong(rows - from + 1);
      int row = (int) (layout.byteSize() / rows);
      assertEquals(
          hex(Arrays.copyOfRange(expected, (int) from * row, (int) to * row)),
          hex(bytes(array.rows(from, to).segment())),
          () -> message + ", rows %d to %d".formatted(from, to));
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_BYTE);
  }

  private static byte[] rowMajor(byte[] stored, ElementLayout layout) {
    Shape shape = layout.shape();
    int size = layout.dtype().byteSize();
    int unit = layout.dtype().kind() == DType.Kind.COMPLEX ? size / 2 : size;
    byte[] result = new byte[stored.length];
    long[] index = new long[shape.rank()];
    for (int position = 0; position < shape.size(); position++) {
      int rest = position;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        index[axis] = rest % shape.dim(axis);
        rest /= (int) shape.dim(axis);
      }
      int from = position;
      if (layout.columnMajor()) {
        from = 0;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
          from = (int) (from * shape.dim(axis) + index[axis]);
        }
      }
      for (int at = 0; at < size; at++) {
        boolean swapped = !layout.order().equals(ByteOrder.nativeOrder());
        int source = swapped ? at / unit * unit + (unit - 1 - at % unit) : at;
        result[position * size + at] = stored[from * size + source];
      }
    }
    return result;
  }
}
