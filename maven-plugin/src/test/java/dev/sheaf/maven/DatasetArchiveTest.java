package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetArchiveTest {
  @TempDir Path folder;
  private Path index;

  @BeforeEach
  void indexAndCompile() throws IOException {
    index = folder.resolve("sheaf/Mesh");
    for (String name : List.of("sheaf/Mesh/index.json", "sheaf/Mesh/rows-1.npy", "sheaf/Mesh/write.lock", "sheaf/Mesh/validation.json",
        "classes/META-INF/sheaf/com.acme.Mesh.schema")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), name);
    }
  }

  @Test
  void holdsIndexesAndDescriptors() throws Exception {
    Path file = write("a.zip");

    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertEquals(List.of("Mesh/index.json", "Mesh/rows-1.npy", "Mesh/com.acme.Mesh.schema", "train/index.json",
          "train/rows-1.npy", "train/com.acme.Mesh.schema"), zip.stream().map(ZipEntry::getName).toList());
      assertEquals("sheaf/Mesh/index.json", new String(zip.getInputStream(zip.getEntry("Mesh/index.json")).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void isTheSameForTheSameIndexes() throws Exception {
    byte[] first = Files.readAllBytes(write("a.zip"));
    Files.setLastModifiedTime(index.resolve("index.json"), FileTime.fromMillis(1));

    assertArrayEquals(first, Files.readAllBytes(write("b.zip")));
  }

  @Test
  void saysWhenThereIsNoDescriptor() throws IOException {
    Files.delete(folder.resolve("classes/META-INF/sheaf/com.acme.Mesh.schema"));

    String message = String.valueOf(assertThrows(MojoExecutionException.class, () -> write("a.zip")).getMessage());

    assertTrue(message.contains("no META-INF/sheaf/com.acme.Mesh.schema on the class path"), message);
  }

  private Path write(String name) throws MojoExecutionException {
    Path file = folder.resolve("target").resolve(name);
    DatasetArchive archive = new DatasetArchive(file);
    archive.add("train", index, "com.acme.Mesh");
    archive.add("Mesh", index, "com.acme.Mesh");
    archive.write(List.of(folder.resolve("classes").toString()));
    return file;
  }
}
