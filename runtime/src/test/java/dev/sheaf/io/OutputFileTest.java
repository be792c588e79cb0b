package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isNotThereUntilItIsCommitted() throws IOException {
    Path target = folder.resolve("a.bin");
    try (OutputFile file = OutputFile.create(target)) {
      file.write(MemorySegment.ofArray(new byte[] {1, 2}));
      assertFalse(Files.exists(target));
      file.write(MemorySegment.ofArray(new byte[] {3}));
      assertEquals(3, file.position());
      file.commit();
    }
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(target));
    assertEquals(List.of("a.bin"), names());
  }

  @Test
  void takesNothingMoreOnceItIsCommitted() throws IOException {
    Path target = folder.resolve("a.bin");
    try (OutputFile file = OutputFile.create(target)) {
      file.write(MemorySegment.ofArray(new byte[] {1}));
      file.commit();
      MemorySegment more = MemorySegment.ofArray(new byte[] {2});
      assertThrows(IllegalStateException.class, () -> file.write(more));
      assertThrows(IllegalStateException.class, () -> file.overwrite(0, more));
      assertThrows(IllegalStateException.class, file::commit);
    }
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(target));
  }

  @Test
  void leavesTheOldFileWhenItIsNotCommitted() throws IOException {
    Path target = Files.write(folder.resolve("a.bin"), new byte[] {7});
    try (OutputFile file = OutputFile.create(target)) {
      file.write(MemorySegment.ofArray(new byte[] {1}));
    }
    assertArrayEquals(new byte[] {7}, Files.readAllBytes(target));
    assertEquals(List.of("a.bin"), names());
  }

  @Test
  void replacesTheOldFileAndMakesTheFolder() throws IOException {
    Path target = folder.resolve("x/y/a.bin");
    OutputFile.write(target, new byte[] {1});
    OutputFile.write(target, new byte[] {2});
    assertArrayEquals(new byte[] {2}, Files.readAllBytes(target));
  }

  @Test
  void writesArraysOfAnyElementType() throws IOException {
    Path target = folder.resolve("a.bin");
    try (OutputFile file = OutputFile.create(target)) {
      file.write(MemorySegment.ofArray(new long[300_000]));
      file.commit();
    }
    assertEquals(2_400_000, Files.size(target));
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[0]);
    assertThrows(StorageException.class, () -> OutputFile.create(file.resolve("a.bin")));
  }
}
