package dev.sheaf.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DocSentencesTest {
  @TestFactory
  Stream<DynamicTest> eachPublicTypeAndMethodHasASentence() {
    return Checkout.PUBLISHED.stream()
        .map(module -> dynamicTest(module, () -> assertEquals(List.of(), undocumentedIn(module))));
  }

  private static List<String> undocumentedIn(String module) {
    List<Path> files = Checkout.javaFiles(module + "/src/main/java");
    assertTrue(!files.isEmpty(), "no sources in " + module);
    return Undocumented.in(ParsedSources.of(files));
  }

  @Test
  void findsWhatHasNone() {
    ParsedSources sources =
        ParsedSources.of(
            """
            public final class Example {
              public void bare() {}

              /// @throws IllegalStateException a tag alone says nothing
              public int tagged() { return 1; }

              /// Says something.
              public void said() {}

              protected Example() {}

              void hidden() {}

              @Override
              public String toString() { return ""; }

              /// A record.
              public record Pair(int first, int second) {
                public Pair {
                  first = second;
                }

                public int sum() { return first + second; }
              }

              static final class Inner {
                public void unreachable() {}
              }

              /// An interface.
              public interface Shape {
                long size();
              }
            }
            """);

    assertEquals(
        List.of(
            "Example, line 1",
            "Example.bare, line 2",
            "Example.tagged, line 5",
            "Pair.sum, line 23",
            "Shape.size, line 32"),
        Undocumented.in(sources));
  }
}
