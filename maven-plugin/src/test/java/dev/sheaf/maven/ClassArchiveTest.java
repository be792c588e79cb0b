package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path folder;

  @Test
  void aClassPathHasAFileForAsLongAsItsJarsAreTheSame() throws IOException {
    Path jar = Files.writeString(folder.resolve("a.jar"), "a");
    List<String> classPath = List.of(jar.toString(), "missing.jar");
    Path archive = Files.writeString(ClassArchive.in(folder, classPath), "");
    assertEquals(archive, ClassArchive.in(folder, classPath));
    assertTrue(Files.exists(archive));

    Files.writeString(jar, "another");
    assertNotEquals(archive, ClassArchive.in(folder, classPath));
    assertFalse(Files.exists(archive), "the old one is of no use any more");
    assertTrue(Files.exists(jar));
  }

  @Test
  void thereNeedBeNoFolderYet() {
    assertEquals(folder.resolve("no"), ClassArchive.in(folder.resolve("no"), List.of("a.jar")).getParent());
  }
}
