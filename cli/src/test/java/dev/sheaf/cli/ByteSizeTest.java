package dev.sheaf.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteSizeTest {
  @Test
  void isWrittenAsPeopleWriteIt() {
    assertEquals(1000, ByteSize.parse("1000").bytes());
    assertEquals(1000, ByteSize.parse("1000B").bytes());
    assertEquals(64L << 20, ByteSize.parse("64MiB").bytes());
    assertEquals(64L << 20, ByteSize.parse(" 64 mib ").bytes());
    assertEquals(1_000_000_000, ByteSize.parse("1GB").bytes());
    assertEquals(3L << 29, ByteSize.parse("1.5GiB").bytes());
    assertEquals(1L << 40, ByteSize.parse("1TiB").bytes());
  }

  @Test
  void refusesWhatIsNone() {
    for (String none : List.of("", "MiB", "-1", "1.5", "64Mi", "1 000", "9223372036854775808", "9e9")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> ByteSize.parse(none), none);
      assertEquals(
          "expected a size such as 64MiB, 1GB or 1000, found \"%s\"".formatted(none), refused.getMessage());
    }
  }
}
