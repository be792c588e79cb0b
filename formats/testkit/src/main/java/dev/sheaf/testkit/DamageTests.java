package dev.sheaf.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.testkit.Damage.Outcome;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is read from files that are not whole: right values or a [dev.sheaf.DataException], nothing else, soon, and
/// without much memory.
@Timeout(300)
interface DamageTests extends FormatUnderTest {
  private Damage damage(Sample sample) {
    return new Damage(this, sample);
  }

  @Test
  default void refusesAFileThatIsCutAnywhere() {
    Sample sample = sample(rowsToDamage());
    Damage damage = damage(sample);
    for (long bytes : Damage.places(sample.file().length, damages())) {
      String place = "cut to %d of %d bytes".formatted(bytes, sample.file().length);
      Outcome outcome = damage.read(HostileFile.of(sample.name(), sample.file()).cutTo(bytes), place);
      if (!wholeWhenCutTo(sample, bytes)) {
        assertTrue(outcome.refusal().isPresent(), () -> place + ": expected a DataException, found " + outcome.rows());
        if (outcome.said() >= 0) {
          damage.assertNoWrongRow(outcome, place);
        }
      } else if (checksums() && outcome.refusal().isEmpty()) {
        damage.assertFirstRows(outcome, place);
      }
    }
  }

  @Test
  default void givesNoWrongValueFromAFileWithOneByteFlipped() {
    Sample sample = sample(rowsToDamage());
    Damage damage = damage(sample);
    for (long at : Damage.places(sample.file().length, damages())) {
      for (int mask : new int[] {1 << (at % 8), 0xff}) {
        String place = "byte %d flipped in the bits 0x%02x".formatted(at, mask);
        Outcome outcome =
            damage.read(HostileFile.of(sample.name(), sample.file()).withBitsFlipped(at, mask), place);
        if (checksums()) {
          damage.assertNoWrongRow(outcome, place);
        }
      }
    }
  }

  /// Wherever a number stands, it is one that is far too large: what it counts is not there, and no memory is taken for
  /// it.
  @Test
  default void takesNoMemoryForNumbersThatAreTooLarge() {
    Sample sample = sample(rowsToDamage());
    Damage damage = damage(sample);
    List<byte[]> numbers =
        List.of(
            number(1L << 40, ByteOrder.LITTLE_ENDIAN),
            number(1L << 40, ByteOrder.BIG_ENDIAN),
            number(Integer.MAX_VALUE, ByteOrder.LITTLE_ENDIAN),
            number(-1, ByteOrder.LITTLE_ENDIAN),
            // 2^41 - 1 in seven bits for each byte.
            new byte[] {-1, -1, -1, -1, -1, 0x3f});
    for (long at : Damage.places(sample.file().length, damages() / numbers.size())) {
      for (byte[] number : numbers) {
        // Its values are not looked at: so many bytes can be a row and the checksum that fits it.
        String place = "a number that is too large at byte " + at;
        damage.read(HostileFile.of(sample.name(), sample.file()).withBytes(at, number), place);
      }
    }
  }

  private static byte[] number(long value, ByteOrder order) {
    byte[] bytes = new byte[Long.BYTES];
    MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), 0, value);
    return bytes;
  }

  @Test
  default void takesNoMemoryForAFileThatClaimsToBeHuge() {
    Sample sample = sample(rowsToDamage());
    Damage damage = damage(sample);
    for (long size : new long[] {Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE}) {
      String place = "a file that claims to have %d bytes".formatted(size);
      damage.read(HostileFile.of(sample.name(), sample.file()).claiming(size), place);
    }
  }

  /// It is as long as it was when it was opened, and then it is not: what was read before is right.
  @Test
  default void givesNoWrongValueFromAFileThatHasBecomeShorter() {
    Sample sample = sample(rowsToDamage());
    Damage damage = damage(sample);
    for (long bytes : Damage.places(sample.file().length, damages() / 4)) {
      String place = "shrunk to %d of %d bytes".formatted(bytes, sample.file().length);
      Outcome outcome = damage.read(HostileFile.of(sample.name(), sample.file()).shrunkTo(bytes), place);
      damage.assertNoWrongRow(outcome, place);
    }
  }
}
