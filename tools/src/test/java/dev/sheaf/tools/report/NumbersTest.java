package dev.sheaf.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void writesNumbersAsPeopleReadThem() {
    assertEquals("0.1307", Numbers.number(0.1307, 6));
    assertEquals("0.333333", Numbers.number(1.0 / 3, 6));
    assertEquals("1.5e\u22129", Numbers.number(1.5e-9, 6));
    assertEquals("\u22122e300", Numbers.number(-2e300, 6));
    assertEquals("123457", Numbers.number(123456.7, 6));
    assertEquals("0", Numbers.number(-0.0, 6));
    assertEquals("0.1", Numbers.number(0.1f));
    assertEquals("9999", Numbers.number(9999L));
    assertEquals("12,345", Numbers.number(12345L));
    assertEquals("18446744073709551615", Numbers.number(new BigInteger("18446744073709551615")));
  }

  @Test
  void writesFewCharactersWhereThereIsLittleRoom() {
    assertEquals("200000", Numbers.brief(200_000, 4));
    assertEquals("2.1e6", Numbers.brief(1 << 21, 2));
    assertEquals("0.002", Numbers.brief(0.002, 4));
    assertEquals("\u22121.2e\u22124", Numbers.brief(-1.2e-4, 4));
  }

  @Test
  void writesSizesInUnits() {
    assertEquals("1 byte", Numbers.bytes(1));
    assertEquals("1,023 bytes", Numbers.bytes(1023));
    assertEquals("1.0 KiB", Numbers.bytes(1024));
    assertEquals("1.5 MiB", Numbers.bytes(3 << 19));
    assertEquals("8.0 EiB", Numbers.bytes(Long.MAX_VALUE));
  }

  @Test
  void saysOfASmallShareThatItIsNotNothing() {
    assertEquals("0.0 %", Numbers.share(0));
    assertEquals("< 0.1 %", Numbers.share(1e-9));
    assertEquals("> 99.9 %", Numbers.share(0.99999));
    assertEquals("100.0 %", Numbers.share(1));
  }

  @Test
  void findsRoundNumbersForAnAxis() {
    assertEquals(List.of(0.0, 50.0, 100.0), Axis.of(0, 130, 0, 1).ticks(3));
    assertEquals(List.of(-1e308, 0.0, 1e308), Axis.of(-1.5e308, 1.5e308, 0, 1).ticks(3));
    assertEquals(0.5, Axis.of(-Double.MAX_VALUE, Double.MAX_VALUE, 0, 1).at(0));
    assertEquals(0.5, Axis.of(7, 7, 0, 1).at(7));
  }
}
