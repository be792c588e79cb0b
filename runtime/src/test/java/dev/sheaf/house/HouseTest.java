package dev.sheaf.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sheaf.house.example.engine.FirstPool;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HouseTest {
  private static final String EXAMPLE = "dev.sheaf.house.example";

  private static final JavaClasses RUNTIME =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sheaf");

  @Test
  void everyRoomIsLookedAt() {
    Set<String> rooms = Set.of("dev.sheaf", "dev.sheaf.io", "dev.sheaf.schema", "dev.sheaf.array");

    assertTrue(RUNTIME.size() > 50, "only " + RUNTIME.size() + " classes were found");
    assertTrue(rooms.stream().allMatch(RUNTIME::containPackage), "a room is missing");
  }

  @TestFactory
  Stream<DynamicTest> inTheRuntime() {
    return new HouseRules("dev.sheaf")
        .all().stream().map(each -> dynamicTest(each.sentence(), () -> each.rule().check(RUNTIME)));
  }

  @TestFactory
  Stream<DynamicTest> isFoundWhereItIsBroken() {
    return new HouseRules(EXAMPLE)
        .all().stream().map(each -> dynamicTest(each.sentence(), () -> assertBroken(each)));
  }

  private static void assertBroken(HouseRule rule) {
    JavaClasses breakers = new ClassFileImporter().importClasses(rule.breakers());

    List<String> found = rule.rule().evaluate(breakers).getFailureReport().getDetails();

    assertTrue(!found.isEmpty(), "found nothing wrong with " + rule.breakers());
  }

  @Test
  void oneClassOfThePipelineMayMakeThreads() {
    JavaClasses one = new ClassFileImporter().importClasses(FirstPool.class);

    List<HouseRule> rules = new HouseRules(EXAMPLE).all();
    List<String> found = rules.getLast().rule().evaluate(one).getFailureReport().getDetails();

    assertEquals(List.of(), found);
  }
}
