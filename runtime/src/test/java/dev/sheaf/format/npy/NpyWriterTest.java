package dev.sheaf.format.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bool-2x1", "uint8-7", "uint16-7", "uint32-7", "uint64-7", "int8-7", "int16-7", "int32-7", "int64-7",
        "float16-2x3", "float32-2x3", "float64-2x3", "complex64-2x3", "complex128-2x3", "float32-scalar",
        "int64-0x4", "float64-1x2x3x4"
      })
  void writesTheBytesThatNumPyWrites(String name) throws IOException {
    Path original = NpyFileTest.FOLDER.resolve(name + ".npy");
    Path copy = folder.resolve("copy.npy");
    try (InputFile file = InputFile.open(original)) {
      NpyFile npy = NpyFile.read(file);
      NpyWriter.write(copy, npy.dtype(), npy.shape(), npy.data());
    }
    assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(copy));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32-2x3", "float64-1x2x3x4", "uint8-7"})
  void aFileThatGrewHasTheSameBytes(String name) throws IOException {
    Path original = NpyFileTest.FOLDER.resolve(name + ".npy");
    Path grown = folder.resolve("grown.npy");
    try (InputFile file = InputFile.open(original)) {
      NpyFile npy = NpyFile.read(file);
      try (NpyWriter writer = NpyWriter.growing(grown, npy.dtype(), npy.shape().inner())) {
        long row = npy.data().byteSize() / npy.shape().dim(0);
        for (long from = 0; from < npy.data().byteSize(); from += row) {
          writer.append(npy.data().asSlice(from, row));
        }
        writer.commit();
      }
    }
    assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(grown));
  }

  @Test
  void dataStartsAtAMultipleOf64WhateverTheShape() {
    for (long axis : List.of(0L, 1L, 999_999_999L, 1L << 40)) {
      for (int rank = 0; rank < 8; rank++) {
        long[] dims = new long[rank];
        if (rank > 0) {
          dims[0] = axis;
        }
        assertEquals(0, NpyHeader.write(DType.FLOAT32, Shape.of(dims)).length % 64);
      }
    }
  }

  @Test
  void refusesAnArrayThatIsNotWhole() {
    Path file = folder.resolve("short.npy");
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> NpyWriter.write(file, DType.INT64, Shape.of(2), MemorySegment.ofArray(new long[] {1})));
    assertEquals("expected 16 bytes for int64 (2,), found 8 bytes", fault.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void refusesARowThatIsNotWhole() throws IOException {
    try (NpyWriter writer = NpyWriter.growing(folder.resolve("rows.npy"), DType.INT64, Shape.of(2))) {
      writer.append(MemorySegment.ofArray(new long[] {1, 2, 3}));
      assertThrows(IllegalArgumentException.class, writer::commit);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList(), "nothing is left behind");
    }
  }

  @Test
  void refusesRowsWithoutElementsWhoseNumberNobodyCouldTell() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NpyWriter.growing(folder.resolve("empty.npy"), DType.INT64, Shape.of(0)));
  }

  @Test
  void refusesWhatNumPyDoesNotKnow() {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> NpyWriter.create(folder.resolve("b.npy"), DType.BFLOAT16, Shape.of(1)));
    assertEquals(
        "expected a type that NumPy has, found bfloat16; convert it to float32, which has all its numbers",
        fault.getMessage());
  }
}
