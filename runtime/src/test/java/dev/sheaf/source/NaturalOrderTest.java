package dev.sheaf.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void ordersNamesAsPeopleDo() {
    List<String> names =
        List.of(
            "", ".hidden", "1", "2", "10", "F3", "a", "f01", "f02", "f1", "f1.2.txt", "f1.txt", "f1a", "f2", "f9",
            "f9.txt", "f10", "f99999999999999999999", "f100000000000000000000",
            "x 2", "x2 1", "x 2 1", "x 10", "\u00e9",
            "\uFFFD", "\uD83D\uDE00");
    List<String> shuffled = new ArrayList<>(names);
    Collections.shuffle(shuffled, new Random(7));
    shuffled.sort(NaturalOrder.NAMES);
    assertEquals(
        List.of(
            "", ".hidden", "1", "2", "10", "F3", "a", "f01", "f02", "f1", "f1.2.txt", "f1.txt", "f1a", "f2", "f9",
            "f9.txt", "f10", "f99999999999999999999", "f100000000000000000000",
            "x 2", "x 2 1", "x2 1", "x 10", "\u00e9",
            "\uFFFD", "\uD83D\uDE00"),
        shuffled);
  }

  @Test
  void isAnOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        name.append("01 2a.".charAt(random.nextInt(6)));
      }
      names.add(name.toString());
    }
    for (String a : names) {
      for (String b : names) {
        int order = NaturalOrder.NAMES.compare(a, b);
        assertEquals(-Integer.signum(NaturalOrder.NAMES.compare(b, a)), Integer.signum(order), () -> "seed " + seed);
        assertEquals(a.equals(b), order == 0, () -> "seed " + seed);
        for (String c : names) {
          assertTrue(
              order > 0 || NaturalOrder.NAMES.compare(b, c) > 0 || NaturalOrder.NAMES.compare(a, c) <= 0,
              () -> "seed %d: \"%s\" \"%s\" \"%s\"".formatted(seed, a, b, c));
        }
      }
    }
  }
}
