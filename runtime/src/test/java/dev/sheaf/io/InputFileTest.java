package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("bytes.bin"), bytes);
  }

  @Nested
  class Mapped implements InputFileContract {
    @Override
    public InputFile open(byte[] bytes) throws IOException {
      return InputFile.open(write(bytes));
    }
  }

  @Nested
  class MappedIntoAnArena implements InputFileContract {
    private final Arena arena = Arena.ofShared();

    @Override
    public InputFile open(byte[] bytes) throws IOException {
      return InputFile.map(write(bytes), arena);
    }

    @Test
    void leavesItsViewsToTheArena() throws IOException {
      InputFile file = open(new byte[] {7});
      MemorySegment view = file.slice(new ByteRange(0, 1));
      file.close();
      assertEquals(7, view.get(ValueLayout.JAVA_BYTE, 0));
    }

    @AfterEach
    void closeArena() {
      arena.close();
    }
  }

  @Nested
  class Positional implements InputFileContract {
    @Override
    public InputFile open(byte[] bytes) throws IOException {
      return InputFile.openPositional(write(bytes));
    }

    @Test
    void saysThatTheFileHasBecomeShorter() throws IOException {
      try (InputFile file = open(new byte[100])) {
        write(new byte[10]);
        var error =
            assertThrows(TruncatedDataException.class, () -> file.read(0, MemorySegment.ofArray(new byte[50])));
        assertEquals("a file of 10 bytes", error.found());
      }
    }
  }

  @Nested
  class InMemory implements InputFileContract {
    @Override
    public InputFile open(byte[] bytes) {
      return InputFile.of("memory", MemorySegment.ofArray(bytes));
    }
  }

  /// A file system that is not the platform's cannot map.
  @Nested
  class InAnotherFileSystem implements InputFileContract {
    private FileSystem zip;

    @BeforeEach
    void openFileSystem() throws IOException {
      zip = FileSystems.newFileSystem(URI.create("jar:" + folder.resolve("a.zip").toUri()), Map.of("create", "true"));
    }

    @Override
    public InputFile open(byte[] bytes) throws IOException {
      return InputFile.open(Files.write(zip.getPath("/bytes.bin"), bytes));
    }

    @AfterEach
    void closeFileSystem() throws IOException {
      zip.close();
    }
  }

  @Nested
  class InMemoryFileSystem implements InputFileContract {
    private final FileSystem jimfs = Jimfs.newFileSystem(Configuration.unix());

    @Override
    public InputFile open(byte[] bytes) throws IOException {
      return InputFile.open(Files.write(jimfs.getPath("/bytes.bin"), bytes));
    }

    @Test
    void mapsNothing() throws IOException {
      Path file = Files.write(jimfs.getPath("/bytes.bin"), new byte[1]);
      try (Arena arena = Arena.ofConfined()) {
        var error = assertThrows(StorageException.class, () -> InputFile.map(file, arena));
        assertEquals("cannot map \"/bytes.bin\": its file system maps no files", error.getMessage());
      }
    }

    @Test
    void writesFilesWholeOrNotAtAll() throws IOException {
      Path file = jimfs.getPath("/folder/written.bin");
      try (OutputFile out = OutputFile.create(file)) {
        out.write(MemorySegment.ofArray(new byte[] {1, 2}));
        assertFalse(Files.exists(file));
        out.overwrite(0, MemorySegment.ofArray(new byte[] {3}));
        out.commit();
      }
      assertArrayEquals(new byte[] {3, 2}, Files.readAllBytes(file));
    }

    @Test
    void keepsWhatDataRefersToInsideItsFolder() throws IOException {
      Path inside = Files.createDirectory(jimfs.getPath("/data"));
      Files.write(jimfs.getPath("/secret.bin"), new byte[1]);
      Files.write(inside.resolve("a.bin"), new byte[] {7});
      Confinement confinement = new Confinement(inside, false);
      try (InputFile file = confinement.open(inside.resolve("a.bin")).orElseThrow()) {
        assertEquals(1, file.size());
      }
      assertTrue(confinement.open(inside.resolve("../secret.bin")).isEmpty());
      Files.createSymbolicLink(inside.resolve("link.bin"), jimfs.getPath("/secret.bin"));
      assertTrue(confinement.open(inside.resolve("link.bin")).isEmpty());
    }

    @AfterEach
    void closeFileSystem() throws IOException {
      jimfs.close();
    }
  }

  @Test
  void tellsItsLengthToAThreadThatIsInterrupted() throws IOException {
    try (InputFile file = InputFile.open(write(new byte[10]))) {
      Thread.currentThread().interrupt();
      assertEquals(10, file.presentSize());
      file.read(0, MemorySegment.ofArray(new byte[1]));
      assertTrue(Thread.interrupted());
      assertEquals(10, file.presentSize());
    }
  }

  @Test
  void leavesNoMappingBehindWhereAThreadIsInterruptedWhileItMaps() throws Exception {
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "this platform does not say what is mapped");
    Path path = write(new byte[10]);
    for (int round = 0; round < 2000; round++) {
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      CountDownLatch begun = new CountDownLatch(1);
      Thread thread =
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> failure.set(e))
              .start(
                  () -> {
                    begun.countDown();
                    InputFile.open(path).close();
                  });
      begun.await();
      for (int spin = round % 200; spin > 0; spin--) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      thread.join();
      assertNull(failure.get());
    }
    try (Stream<String> lines = Files.lines(maps)) {
      assertEquals(List.of(), lines.filter(line -> line.contains(path.toString())).toList());
    }
  }

  @Test
  void namesTheFileThatIsNotThere() {
    Path missing = folder.resolve("missing.bin");
    assertEquals(
        "cannot map \"%s\": there is no such file".formatted(missing),
        assertThrows(StorageException.class, () -> InputFile.open(missing)).getMessage());
    assertEquals(
        "cannot open \"%s\": there is no such file".formatted(missing),
        assertThrows(StorageException.class, () -> InputFile.openPositional(missing)).getMessage());
  }

  @Test
  @Timeout(20)
  void refusesAPipeAndADeviceWithoutWaiting() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    String reason = "it is a pipe or a device, not a file";
    assertEquals(
        "cannot open \"%s\": %s".formatted(pipe, reason),
        assertThrows(StorageException.class, () -> InputFile.openPositional(pipe)).getMessage());
    assertEquals(
        "cannot map \"%s\": %s".formatted(pipe, reason),
        assertThrows(StorageException.class, () -> InputFile.open(pipe)).getMessage());
    assertThrows(StorageException.class, () -> InputFile.openPositional(Path.of("/dev/zero")));
  }

  @Test
  void refusesAFolder() {
    assertEquals(
        "cannot open \"%s\": it is a folder".formatted(folder),
        assertThrows(StorageException.class, () -> InputFile.openPositional(folder)).getMessage());
    assertEquals(
        "cannot map \"%s\": it is a folder".formatted(folder),
        assertThrows(StorageException.class, () -> InputFile.open(folder)).getMessage());
  }

  @Test
  void saysThatTheThreadWasInterruptedAndKeepsItsFlag() throws IOException {
    try (InputFile file = InputFile.openPositional(write(new byte[10]))) {
      Thread.currentThread().interrupt();
      var error =
          assertThrows(StorageException.class, () -> file.read(0, MemorySegment.ofArray(new byte[1])));
      assertTrue(Thread.interrupted());
      assertEquals("cannot read \"%s\": the thread was interrupted".formatted(file.name()), error.getMessage());
    }
  }

  @Test
  void readsBeyondTwoGibibytes() throws IOException {
    long position = (1L << 31) + 5;
    Path large = folder.resolve("large.bin");
    try (FileChannel channel =
        FileChannel.open(large, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), position);
    }
    for (InputFile open : List.of(InputFile.open(large), InputFile.openPositional(large))) {
      try (open) {
        assertEquals(position + 1, open.size());
        assertEquals(7, open.slice(new ByteRange(position, 1)).get(ValueLayout.JAVA_BYTE, 0));
      }
    }
  }
}
