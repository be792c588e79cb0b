package dev.sheaf.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FnmatchPatternTest {
  /// As glibc answers in the C locale.
  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "*        | a/.b    | true",
        "a*c      | a/b/c   | true",
        "?        | /       | true",
        "?        | ''      | false",
        "a        | ab      | false",
        "''       | ''      | true",
        "''       | a       | false",
        "**       | ''      | true",
        "[abc]    | b       | true",
        "[a-c]x   | bx      | true",
        "[c-a]    | b       | false",
        "[!a-c]   | d       | true",
        "[^a-c]   | b       | false",
        "[]]      | ]       | true",
        "[!]]     | ]       | false",
        "[]a]     | a       | true",
        "[a-]     | -       | true",
        "[a       | [a      | true",
        "[        | [       | true",
        "x[!      | x[!     | true",
        "[[:digit:]]   | 7  | true",
        "[[:digit:]]   | a  | false",
        "[[:alpha:]_]  | _  | true",
        "[![:space:]]  | a  | true",
        "[[:upper:]]   | a  | false",
        "[[]      | [       | true",
        "\\*      | *       | true",
        "\\*      | a       | false",
        "\\f1     | f1      | true",
        "a\\      | a       | false",
        "[\\]]    | ]       | true",
        "*.t?t    | a.b.txt | true",
        "*a*b*c   | xaybzc  | true",
        "*a*b*c   | xaybz   | false",
      })
  void matchesWholeTexts(String pattern, String text, boolean matches) {
    assertEquals(matches, FnmatchPattern.parse(pattern).matches(text));
  }

  @Test
  void aCharacterBeyondTheBasicPlaneIsOne() {
    assertTrue(FnmatchPattern.parse("?").matches("\uD83D\uDE00"));
    assertFalse(FnmatchPattern.parse("??").matches("\uD83D\uDE00"));
  }

  @Test
  void aPatternOfManyStarsTakesNoLongerThanItsLengthTimesTheTexts() {
    FnmatchPattern pattern = FnmatchPattern.parse("*a".repeat(500) + "b");
    Assertions.assertTimeout(Duration.ofSeconds(20), () -> assertFalse(pattern.matches("a".repeat(20_000))));
  }

  @Test
  void everyTextIsAPattern() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder pattern = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        pattern.append("[]!^:-\\*?aalph".charAt(random.nextInt(14)));
      }
      Assertions.assertDoesNotThrow(
          () -> FnmatchPattern.parse(pattern.toString()).matches("a-[]"), () -> "seed %d: %s".formatted(seed, pattern));
    }
  }
}
