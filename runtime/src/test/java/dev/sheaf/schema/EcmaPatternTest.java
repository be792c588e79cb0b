package dev.sheaf.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "abc ~ ^(?:abc)$",
        "a|b ~ ^(?:a|b)$",
        "[A-Z]{2,3}?[0-9]* ~ ^(?:[A-Z]{2,3}?[0-9]*)$",
        "(a)(?:b)(?=c)(?!d)(?<=e)(?<!f) ~ ^(?:(a)(?:b)(?=c)(?!d)(?<=e)(?<!f))$",
        "\\d\\W\\t ~ ^(?:\\d\\W\\t)$",
        "\\-\\@\\.\\# ~ ^(?:-@\\.#)$",
        "[\\w\\-.] ~ ^(?:[\\w\\-.])$",
        "a/b]} ~ ^(?:a\\/b\\]\\})$",
        "\\p{Lu}\\P{L}\\u00e9\\x41 ~ ^(?:\\p{Lu}\\P{L}\\u00e9\\x41)$",
      })
  void keepsWhatBothLanguagesHave(String java, String ecma) {
    assertEquals(Optional.of(ecma), EcmaPattern.of(java));
  }

  @Test
  void spellsOutWhatIsNotTheSameInBoth() {
    assertEquals(Optional.of("^(?:[^\\n\\r\\u0085\\u2028\\u2029]+)$"), EcmaPattern.of(".+"));
    assertEquals(Optional.of("^(?:[ \\t\\n\\u000B\\f\\r][^ \\t\\n\\u000B\\f\\r])$"), EcmaPattern.of("\\s\\S"));
    assertEquals(Optional.of("^(?:[ \\t\\n\\u000B\\f\\ra])$"), EcmaPattern.of("[\\sa]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a++",
        "a{2}+",
        "(?>a)",
        "(?i)a",
        "(?<name>a)\\k<name>",
        "(a)\\1",
        "[a-z&&[^b]]",
        "[a[b]]",
        "[]a]",
        "\\Qa.b\\E",
        "\\h",
        "\\Aa\\z",
        "[\\S]",
        "\\p{javaLowerCase}",
        "\\p{IsGreek}",
        "a{",
        "a\\",
        "[a",
        "\\u12",
      })
  void hasNoTranslationOfWhatOnlyJavaHas(String java) {
    assertEquals(Optional.empty(), EcmaPattern.of(java));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a|ab", "[^\\s,]+(,[^\\s,]+)*", "(?:x|y){1,2}z?", ".*b", "\\w+@\\w+\\.org", "^a$", "[&a]+"})
  void matchesTheSameTexts(String java) {
    String ecma = EcmaPattern.of(java).orElseThrow();
    for (String text : List.of("", "a", "b", "ab", "a,b", "a, b", "xyz", "zz", "a\nb", "me@sheaf.org", "&a", "\u0085b")) {
      assertEquals(Pattern.matches(java, text), Pattern.compile(ecma).matcher(text).find(), text);
    }
  }
}
