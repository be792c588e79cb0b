package dev.sheaf.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The rooms of the processor, and who may see whom.
class RoomsTest {
  private static final String ROOT = "dev.sheaf.processor";

  private final JavaClasses classes =
      new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

  @Test
  void checkAndEmitDoNotSeeEachOtherAndAllMeetInTheModel() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("processor").definedBy(ROOT)
        .layer("read").definedBy(ROOT + ".read")
        .layer("model").definedBy(ROOT + ".model")
        .layer("check").definedBy(ROOT + ".check")
        .layer("emit").definedBy(ROOT + ".emit")
        .whereLayer("processor").mayNotBeAccessedByAnyLayer()
        .whereLayer("read").mayOnlyBeAccessedByLayers("processor")
        .whereLayer("check").mayOnlyBeAccessedByLayers("processor")
        .whereLayer("emit").mayOnlyBeAccessedByLayers("processor")
        .whereLayer("model").mayOnlyBeAccessedByLayers("read", "check", "emit", "processor")
        .check(classes);
  }

  @Test
  void onlyReadKnowsTheCompilersElements() {
    noClasses()
        .that().resideInAnyPackage(ROOT + ".model", ROOT + ".check")
        .should().dependOnClassesThat()
        .resideInAnyPackage("javax.lang.model..", "javax.annotation.processing..", "com.sun.source..")
        .check(classes);
    // JavaPoet takes the modifiers of the compiler's language model, and nothing else of it.
    noClasses()
        .that().resideInAPackage(ROOT + ".emit")
        .should().dependOnClassesThat()
        .resideInAnyPackage(
            "javax.lang.model.type", "javax.lang.model.util", "javax.annotation.processing..", "com.sun.source..")
        .check(classes);
  }

  @Test
  void onlyEmitWritesJava() {
    noClasses()
        .that().resideOutsideOfPackage(ROOT + ".emit")
        .should().dependOnClassesThat().resideInAPackage("com.palantir.javapoet..")
        .check(classes);
  }

  @Test
  void nobodyButReadLooksBehindTheCompilersPublicDoors() {
    noClasses()
        .should().dependOnClassesThat().resideInAPackage("com.sun.tools..")
        .check(classes);
  }
}
