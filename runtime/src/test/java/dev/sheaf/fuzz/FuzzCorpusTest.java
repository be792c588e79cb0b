package dev.sheaf.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The fuzz targets on the inputs that are kept: seeds, and one input for each way through the codec that the search
/// has found beside them. Jazzer, which searches for more under the profile `fuzz`, is not needed for this.
class FuzzCorpusTest {
  @BeforeAll
  static void layOutFiles(@TempDir Path parent) throws IOException {
    PathFuzzTest.layOutFiles(Files.createDirectory(parent.resolve("paths")));
    RecordFuzzTest.layOutFiles(Files.createDirectory(parent.resolve("records")));
  }

  @TestFactory
  Stream<DynamicTest> scansJson() {
    return corpus(
        "JsonFuzzTestInputs/takesTheJsonThatAStrictParserTakes",
        new JsonFuzzTest()::takesTheJsonThatAStrictParserTakes);
  }

  @TestFactory
  Stream<DynamicTest> decodesBase64() {
    return corpus("Base64FuzzTestInputs/decodesWhatJavaDecodes", new Base64FuzzTest()::decodesWhatJavaDecodes);
  }

  @TestFactory
  Stream<DynamicTest> keepsPathsInside() {
    return corpus("PathFuzzTestInputs/readsNothingOutsideTheFolder", new PathFuzzTest()::readsNothingOutsideTheFolder);
  }

  @TestFactory
  Stream<DynamicTest> readsRecords() {
    return corpus("RecordFuzzTestInputs/readsARecordOrRefusesIt", new RecordFuzzTest()::readsARecordOrRefusesIt);
  }

  private static Stream<DynamicTest> corpus(String folder, Consumer<byte[]> target) {
    URL place = FuzzCorpusTest.class.getResource(folder);
    assertTrue(place != null, () -> "expected inputs in " + folder);
    try (Stream<Path> files = Files.list(Path.of(place.toURI()))) {
      List<Path> inputs = files.sorted().toList();
      return inputs.stream()
          .map(input -> dynamicTest(input.getFileName().toString(), input.toUri(), () -> take(input, target)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// Reports tell dynamic tests apart by their position only.
  private static void take(Path input, Consumer<byte[]> target) throws IOException {
    byte[] bytes = Files.readAllBytes(input);
    try {
      target.accept(bytes);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("on the input " + input.getFileName(), e);
    }
  }
}
