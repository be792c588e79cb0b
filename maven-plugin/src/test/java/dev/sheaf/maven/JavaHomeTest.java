package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaHomeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"25.0.3,25", "25,25", "26-ea,26", "17.0.15,17", "1.8.0_402,8"})
  void readsTheFeatureReleaseFromTheReleaseFile(String version, int feature) throws IOException {
    release("IMPLEMENTOR=\"Some\"\nJAVA_VERSION=\"" + version + "\"\nJAVA_RUNTIME_VERSION=\"99\"\n");

    assertEquals(OptionalInt.of(feature), new JavaHome(folder).feature());
  }

  @Test
  void doesNotKnowTheFeatureReleaseWithoutAReleaseFile() {
    assertEquals(OptionalInt.empty(), new JavaHome(folder).feature());
  }

  @Test
  void doesNotKnowTheFeatureReleaseOfAReleaseFileThatDoesNotSayIt() throws IOException {
    release("IMPLEMENTOR=\"Some\"\n");

    assertEquals(OptionalInt.empty(), new JavaHome(folder).feature());
  }

  @Test
  void hasNoLauncherWithoutOne() {
    assertEquals(Optional.empty(), new JavaHome(folder).launcher());
  }

  @Test
  void knowsTheJavaThatRunsThisTest() {
    JavaHome home = new JavaHome(ChildJava.home());

    assertEquals(OptionalInt.of(Runtime.version().feature()), home.feature());
    assertEquals(Optional.of(ChildJava.home().resolve("bin/java")), home.launcher());
  }

  private void release(String text) throws IOException {
    Files.writeString(folder.resolve("release"), text, StandardCharsets.UTF_8);
  }
}
