package dev.sheaf.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.sheaf.maven.example.SeesRuntime;
import dev.sheaf.processor.example.CallsGenerated;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each module may see of the others.
class ModulesTest {
  /// For each module, the modules of ours that it may name in its pom outside its tests.
  private static final Map<String, Set<String>> MAY_DEPEND_ON =
      Map.of(
          "runtime", Set.of(),
          "processor", Set.of("sheaf-runtime"),
          "tools", Set.of("sheaf-runtime", "sheaf-parquet"),
          "cli",
              Set.of(
                  "sheaf-runtime",
                  "sheaf-tools",
                  "sheaf-array-record",
                  "sheaf-tfrecord",
                  "sheaf-parquet",
                  "sheaf-hdf5",
                  "sheaf-csv"),
          "maven-plugin", Set.of("sheaf-cli"));

  /// What a module of a format may name.
  private static final Set<String> OF_A_FORMAT = Set.of("sheaf-runtime");

  private static final ArchRule PLUGIN_STANDS_ALONE =
      classes()
          .that().resideInAPackage("dev.sheaf.maven..")
          .should()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("dev.sheaf..").or(resideInAPackage("dev.sheaf.maven..")))
          .as("the Maven plugin sees no other class of ours: it runs on Java 17");

  private static final ArchRule OTHERS_STAY_OUTSIDE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.sheaf.cli..",
              "dev.sheaf.maven..",
              "dev.sheaf.arrayrecord..",
              "dev.sheaf.tfrecord..",
              "dev.sheaf.tfds..",
              "dev.sheaf.parquet..",
              "dev.sheaf.hdf5..",
              "dev.sheaf.csv..")
          .should().dependOnClassesThat().resideInAnyPackage("dev.sheaf.bytes..", "dev.sheaf.generated..")
          .as("`bytes` is the runtime's own, and `generated` is for generated code");

  /// It names classes of `generated` in the code that it writes, and calls none.
  private static final ArchRule PROCESSOR_NAMES_ONLY =
      noClasses()
          .that().resideInAPackage("dev.sheaf.processor..")
          .should().dependOnClassesThat().resideInAPackage("dev.sheaf.bytes..")
          .orShould().accessClassesThat().resideInAPackage("dev.sheaf.generated..")
          .as("the processor calls nothing of `generated`, and does not know `bytes`");

  static List<ArchRule> rules() {
    return List.of(PLUGIN_STANDS_ALONE, OTHERS_STAY_OUTSIDE, PROCESSOR_NAMES_ONLY);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holdsInTheModules(ArchRule rule) {
    JavaClasses modules =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "dev.sheaf.cli",
                "dev.sheaf.processor",
                "dev.sheaf.maven",
                "dev.sheaf.arrayrecord",
                "dev.sheaf.tfrecord",
                "dev.sheaf.tfds",
                "dev.sheaf.parquet",
                "dev.sheaf.hdf5",
                "dev.sheaf.csv");

    rule.check(modules);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void isFoundWhereItIsBroken(ArchRule rule) {
    JavaClasses example = new ClassFileImporter().importClasses(SeesRuntime.class, CallsGenerated.class);

    assertTrue(rule.evaluate(example).hasViolation());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void dependsOnNoOtherModuleThanItMay(String module) {
    Pom pom = Pom.read(module);

    assertTrue(MAY_DEPEND_ON.getOrDefault(module, OF_A_FORMAT).containsAll(pom.ours()), () -> module + " depends on " + pom.ours());
  }

  static List<String> modules() {
    return Checkout.PUBLISHED;
  }

  @Test
  void aDependencyOnASiblingIsSeen() {
    Pom pom =
        Pom.parse(
            """
            <project><parent><version>1</version></parent><dependencies>
              <dependency><groupId>dev.sheaf</groupId><artifactId>sheaf-cli</artifactId></dependency>
              <dependency><groupId>dev.sheaf</groupId><artifactId>sheaf-it</artifactId><scope>test</scope></dependency>
              <dependency><groupId>org.else</groupId><artifactId>where</artifactId></dependency>
            </dependencies></project>
            """);

    assertEquals(Set.of("sheaf-cli"), pom.ours());
  }

  @Test
  void allPomsAgreeOnTheVersion() {
    String version = Pom.read(".").version();

    assertEquals(version, Pom.read("bom").version(), "bom");
    for (String module : Checkout.MODULES) {
      assertEquals(version, Pom.read(module).parentVersion(), module);
    }
  }

  @Test
  void theBomListsEveryLibrary() {
    assertEquals(
        Set.of(
            "sheaf-runtime",
            "sheaf-processor",
            "sheaf-tools",
            "sheaf-cli",
            "sheaf-array-record",
            "sheaf-tfrecord",
            "sheaf-parquet",
            "sheaf-hdf5",
            "sheaf-csv",
            "sheaf-format-testkit"),
        Pom.read("bom").managed());
  }
}
