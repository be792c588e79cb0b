package dev.sheaf.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
}
