package dev.sheaf.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {
  @ParameterizedTest
  @CsvSource({"1000,1000", "512m,536870912", "2g,2147483648", "2 GiB,2147483648", "64MiB,67108864", "1GB,1000000000",
      "3kb,3000", "1T,1099511627776"})
  void readsWhatPeopleWrite(String text, long bytes) {
    assertEquals(bytes, MemorySize.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "-1g", "0", "1.5g", "2x", "much", "1gi b"})
  void refusesTheRest(String text) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> MemorySize.bytes(text));

    assertEquals("expected an amount of memory as 512m, 2g or 512MiB in <memory> (dataset.memory), found '" + text + "'",
        e.getMessage());
  }
}
