package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RowSource;
import dev.sheaf.io.StorageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who closes what, and what an error of the machine leaves behind.
interface LifecycleTests extends FormatUnderTest {
  /// More calls than this for a file of a few rows, and only some of them fail.
  int CALLS_THAT_ALL_FAIL = 200;

  @Test
  default void closesTheFileOnce() {
    Sample sample = sample(2);
    HostileFile file = HostileFile.of(sample.name(), sample.file());
    RowSource source = open(sample, file);
    Plain.rows(source);
    file.assertOpen();
    source.close();
    file.assertClosed();
    source.close();
    file.assertClosed();
  }

  @Test
  default void saysThatItIsClosed() {
    Sample sample = sample(2);
    RowSource source = open(sample, HostileFile.of(sample.name(), sample.file()));
    Plain.rows(source);
    source.close();
    assertThrows(IllegalStateException.class, source::size);
    assertThrows(IllegalStateException.class, () -> Plain.row(source, 0));
  }

  @Test
  default void refusesASettingThatItDoesNotKnow() {
    Sample sample = sample(2);
    HostileFile file = HostileFile.of(sample.name(), sample.file());
    FormatOptions options = options().with("a_setting_that_no_format_has", "1");
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> format().open(Path.of("nowhere", sample.name()), file, options).close());
    assertTrue(
        String.valueOf(error.getMessage()).contains("a_setting_that_no_format_has"),
        () -> "expected the name of the setting in: " + error.getMessage());
    file.assertOpen();
  }

  /// The error comes out as it is, whichever call it is that fails; what was opened then goes on, or says that it is
  /// closed.
  @Test
  default void passesOnAnErrorOfTheMachine() {
    Sample sample = sample(Math.min(5, rows()));
    boolean failed = true;
    for (long call = 1; failed; call += call < CALLS_THAT_ALL_FAIL ? 1 : call / 4) {
      HostileFile file = HostileFile.of(sample.name(), sample.file()).failingAtCall(call);
      failed = survives(sample, file, "call " + call);
    }
  }

  /// Whether the failing call has come.
  private boolean survives(Sample sample, HostileFile file, String place) {
    RowSource source;
    try {
      source = open(sample, file);
    } catch (StorageException _) {
      assertTrue(file.failed(), place);
      file.assertOpen();
      return true;
    } catch (DataException | IllegalStateException e) {
      throw new AssertionError("expected a StorageException at %s, found %s".formatted(place, e), e);
    }
    try (source) {
      assertFalse(file.failed(), () -> "opened in spite of the error at " + place);
      try {
        List<Object> rows = Plain.rows(source);
        assertFalse(file.failed(), () -> "read in spite of the error at " + place);
        assertEquals(sample.comparable(), rows, place);
      } catch (StorageException _) {
        assertTrue(file.failed(), place);
        readsAgain(sample, source, place);
      } catch (DataException | IllegalStateException e) {
        throw new AssertionError("expected a StorageException at %s, found %s".formatted(place, e), e);
      }
    }
    file.assertClosed();
    return file.failed();
  }

  private static void readsAgain(Sample sample, RowSource source, String place) {
    try {
      assertEquals(sample.comparable(), Plain.rows(source), () -> "after the error at " + place);
    } catch (IllegalStateException _) {
      // It is closed, and says so.
    }
  }
}
