package dev.sheaf.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.checkpoint.CheckpointMismatchException.Part;
import dev.sheaf.io.CorruptDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
  private static final Checkpoint CHECKPOINT = new Checkpoint("s1", "d1", "shuffle(42).batch(4)", 3, 17);
  private static final String JSON =
      """
      {"format":"sheaf-checkpoint","version":2,"schema":"s1","dataset":"d1","plan":"shuffle(42).batch(4)",\
      "epoch":3,"position":17}""";

  @Test
  void isAFewHundredCharactersOfJson() {
    assertEquals(JSON, CHECKPOINT.toJson());
    String hash = "0123456789abcdef".repeat(4);
    assertTrue(new Checkpoint(hash, hash, "shuffle(1).shard(0, 8).batch(4)", Long.MAX_VALUE, 9).toJson().length() < 400);
  }

  @Test
  void readsWhatItWrote() {
    assertEquals(CHECKPOINT, Checkpoint.fromJson(JSON));
    Checkpoint odd = new Checkpoint("\"\\\n", "é", "", 0, Long.MAX_VALUE);
    assertEquals(odd, Checkpoint.fromJson(odd.toJson()));
    Checkpoint stages = CHECKPOINT.at(1, 2, State.over(State.of("samples", 5), "window", -3, Long.MAX_VALUE));
    assertEquals(stages, Checkpoint.fromJson(stages.toJson()));
  }

  @Test
  void refusesAnotherVersion() {
    var refusal =
        assertThrows(
            CheckpointMismatchException.class, () -> Checkpoint.fromJson(JSON.replace("\"version\":2", "\"version\":1")));
    assertEquals(Part.VERSION, refusal.part());
    assertEquals(
        "the checkpoint does not belong here: expected the version \"2\", found \"1\";"
            + " read it with the release of Sheaf that wrote it, or start anew",
        refusal.getMessage());
  }

  @ParameterizedTest(name = "{0} -> {1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`,\"position\":17` | ` ` | a whole number of 0 or more in \"position\" | none",
        "17 | -1 | a whole number of 0 or more in \"position\" | -1",
        "17 | 1.5 | a whole number of 0 or more in \"position\" | 1.5",
        "17 | 9223372036854775808 | a whole number of 0 or more in \"position\" | 9223372036854775808",
        "17 | \"17\" | a whole number of 0 or more in \"position\" | \"17\"",
        "\"s1\" | null | a text in \"schema\" | null",
        "sheaf-checkpoint | other | the format \"sheaf-checkpoint\" | \"other\"",
        "17 | `17,\"more\":1` | no other fields than those of version 2 | more",
      })
  void refusesTextThatIsNoCheckpoint(String part, String instead, String expected, String found) {
    var refusal =
        assertThrows(CorruptDataException.class, () -> Checkpoint.fromJson(JSON.replace(part, instead)));
    assertEquals("checkpoint, byte 0: expected " + expected + ", found " + found, refusal.getMessage());
  }

  @Test
  void refusesEveryPrefixOfItsText() {
    for (int length = 0; length < JSON.length(); length++) {
      String prefix = JSON.substring(0, length);
      assertThrows(CorruptDataException.class, () -> Checkpoint.fromJson(prefix), prefix);
    }
    assertThrows(CorruptDataException.class, () -> Checkpoint.fromJson(JSON + "x"));
    assertThrows(CorruptDataException.class, () -> Checkpoint.fromJson("[]"));
    assertThrows(CorruptDataException.class, () -> Checkpoint.fromJson(JSON.replace("17", "17,\"epoch\":3")));
  }

  @Test
  void namesTheFirstDifference() {
    assertMismatch(
        Part.SCHEMA,
        new Checkpoint("s2", "d2", "p2", 0, 0),
        "the checkpoint does not belong here: expected the schema \"s2\", found \"s1\";"
            + " resume with the record it was taken with, or start anew");
    assertMismatch(
        Part.DATASET,
        new Checkpoint("s1", "d2", "p2", 0, 0),
        "the checkpoint does not belong here: expected the dataset \"d2\", found \"d1\";"
            + " the data has changed since, or is another: start anew");
    assertMismatch(
        Part.PLAN,
        new Checkpoint("s1", "d1", "shuffle(43).batch(4)", 0, 0),
        "the checkpoint does not belong here: expected the plan \"shuffle(43).batch(4)\","
            + " found \"shuffle(42).batch(4)\"; write the pipeline as it was, or start anew");
  }

  private static void assertMismatch(Part part, Checkpoint here, String message) {
    var refusal = assertThrows(CheckpointMismatchException.class, () -> CHECKPOINT.requireSameSource(here));
    assertEquals(part, refusal.part());
    assertEquals(message, refusal.getMessage());
  }
}
