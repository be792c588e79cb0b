package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class ConfinementTest {
  @TempDir Path outer;
  private Path inner;
  private Confinement confinement;

  @BeforeEach
  void makeAFolderBesideAnother() throws IOException {
    inner = Files.createDirectory(outer.resolve("in"));
    Files.createFile(inner.resolve("a"));
    Files.createFile(outer.resolve("b"));
    Files.createDirectory(outer.resolve("in-other"));
    Files.createFile(outer.resolve("in-other/c"));
    confinement = new Confinement(inner, false);
  }

  @Test
  void admitsWhatLiesInside() {
    assertTrue(confinement.admits(inner.resolve("a")));
    assertTrue(confinement.admits(inner.resolve("../in/a")));
    assertTrue(confinement.admits(inner.resolve("not-there")));
  }

  @Test
  void refusesWhatLiesOutside() {
    assertFalse(confinement.admits(outer.resolve("b")));
    assertFalse(confinement.admits(inner.resolve("../b")));
    assertFalse(confinement.admits(inner.resolve("../not-there")));
    assertFalse(confinement.admits(outer.resolve("in-other/c")));
  }

  @Test
  void refusesALinkThatLeadsOutside() throws IOException {
    Files.createSymbolicLink(inner.resolve("file"), outer.resolve("b"));
    Files.createSymbolicLink(inner.resolve("folder"), outer);
    assertFalse(confinement.admits(inner.resolve("file")));
    assertFalse(confinement.admits(inner.resolve("folder/b")));
    assertTrue(confinement.admits(inner.resolve("folder/in/a")));
  }

  @Test
  void admitsEverythingWhereThatIsAllowed() {
    assertTrue(new Confinement(inner, true).admits(outer.resolve("b")));
  }

  @Test
  void opensWhatItAdmits() throws IOException {
    Files.createDirectories(inner.resolve("sub/deep"));
    Files.write(inner.resolve("sub/deep/d"), new byte[] {7});
    Files.createSymbolicLink(inner.resolve("link"), inner.resolve("sub"));
    for (String name : new String[] {"sub/deep/d", "link/deep/d", "sub/../sub/./deep/d"}) {
      assertEquals(7, firstByte(confinement.open(inner.resolve(name)).orElseThrow()));
    }
    assertEquals(7, firstByte(confinement.open(inner.toRealPath().resolve("sub/deep/d")).orElseThrow()));
    Path asLink = Files.createSymbolicLink(outer.resolve("to-in"), inner);
    assertEquals(7, firstByte(new Confinement(asLink, false).open(asLink.resolve("link/deep/d")).orElseThrow()));
  }

  @Test
  void opensNothingOutside() throws IOException {
    Files.createSymbolicLink(inner.resolve("file"), outer.resolve("b"));
    Files.createSymbolicLink(inner.resolve("folder"), outer);
    for (String name : new String[] {"../b", "file", "folder/b", "../in-other/c", "folder/in-other/c"}) {
      assertEquals(Optional.empty(), confinement.open(inner.resolve(name)), name);
    }
    assertEquals(Optional.empty(), confinement.open(outer.resolve("b").toAbsolutePath()));
    try (InputFile file = new Confinement(inner, true).open(inner.resolve("../b")).orElseThrow()) {
      assertEquals(0, file.size());
    }
  }

  @Test
  void doesNotGoThroughALinkThatWasPutThereAfterTheCheck() throws IOException {
    // What the check has found is a path without links; this is how it looks when one has taken a name's place since.
    Path real = inner.toRealPath();
    Files.createSymbolicLink(real.resolve("file"), outer.resolve("b"));
    Files.createSymbolicLink(real.resolve("folder"), outer);
    assertThrows(IOException.class, () -> InnerFile.open(real, Path.of("file")));
    assertThrows(IOException.class, () -> InnerFile.open(real, Path.of("folder/b")));
    assertThrows(IOException.class, () -> InnerFile.open(real, Path.of("folder/in/a")));
    InnerFile.open(real, Path.of("a")).close();
  }

  @Test
  @Timeout(20)
  void opensNeitherFoldersNorPipesNorDevices() throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", inner.resolve("pipe").toString()).start().waitFor());
    Files.createDirectory(inner.resolve("sub"));
    for (String name : new String[] {"pipe", "sub", ".", "none", "a/b"}) {
      assertThrows(StorageException.class, () -> confinement.open(inner.resolve(name)), name);
    }
    Confinement devices = new Confinement(Path.of("/dev"), false);
    assertThrows(StorageException.class, () -> devices.open(Path.of("/dev/zero")));
  }

  @Test
  void takesAFolderWhoseNameDiffersInCaseForAnother() throws IOException {
    Path upper = outer.resolve("IN");
    if (Files.exists(upper)) {
      // The file system takes both spellings for the same folder, and so must this.
      assertTrue(confinement.admits(upper.resolve("A")));
    } else {
      Files.createFile(Files.createDirectory(upper).resolve("a"));
      assertFalse(confinement.admits(upper.resolve("a")));
      assertEquals(Optional.empty(), confinement.open(inner.resolve("../IN/a")));
    }
  }

  private static byte firstByte(InputFile file) {
    try (file) {
      MemorySegment bytes = MemorySegment.ofArray(new byte[1]);
      file.read(0, bytes);
      return bytes.get(ValueLayout.JAVA_BYTE, 0);
    }
  }
}
