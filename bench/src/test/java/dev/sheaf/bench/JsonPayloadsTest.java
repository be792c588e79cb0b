package dev.sheaf.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float32Array;
import dev.sheaf.schema.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {JsonPayloads.TEXT, JsonPayloads.BASE64})
  void readsTheArrayThatWasWritten(String name) throws IOException {
    JsonPayloads payloads = new JsonPayloads(folder, 7, 0, 0);
    payloads.make();

    assertTrue(payloads.timeArray(name) > 0);
  }

  @Test
  void readsTheSequenceThatWasWritten() throws IOException {
    JsonPayloads payloads = new JsonPayloads(folder, 1, 3, 2);
    payloads.make();

    assertTrue(payloads.timeSequence() > 0);
  }

  @Test
  void writesTheTextOfThePeers() throws IOException {
    new JsonPayloads(folder, 1, 1, 1).make();

    assertEquals(
        "{\"inputs\":{\"data\":{\"object_type\":\"array\",\"shape\":[1,3],\"dtype\":\"float32\",\"data\":{\"buffer\":"
            + "[[-0.9136562347412109,-0.8385415077209473,-0.8019509315490723]],\"encoding\":\"json\"}}}}",
        Files.readString(folder.resolve(JsonPayloads.TEXT)));
    assertEquals(
        "{\"inputs\":{\"data\":\"@sequence/*.json\"}}", Files.readString(folder.resolve(JsonPayloads.SEQUENCE)));
  }

  @Test
  void noticesAWrongAnswer() {
    JsonPayloads payloads = new JsonPayloads(folder, 1, 1, 1);
    Float32Array element = Float32Array.of(Shape.of(1, 3), payloads.element(0));

    payloads.check(element, 0);
    assertThrows(IllegalStateException.class, () -> payloads.check(element));
  }
}
