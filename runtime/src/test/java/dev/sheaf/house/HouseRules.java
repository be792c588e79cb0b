package dev.sheaf.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callCodeUnitWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.sheaf.house.example.bytes.ByteWork;
import dev.sheaf.house.example.bytes.EagerThreads;
import dev.sheaf.house.example.dataset.ShowsByteWork;
import dev.sheaf.house.example.dataset.UsesGenerated;
import dev.sheaf.house.example.engine.FirstPool;
import dev.sheaf.house.example.engine.SecondPool;
import dev.sheaf.house.example.generated.Binder;
import dev.sheaf.house.example.io.CallsUpwards;
import dev.sheaf.house.example.io.OpenFields;
import dev.sheaf.house.example.io.PathUtil;
import dev.sheaf.house.example.io.Prints;
import dev.sheaf.house.example.io.Reflects;
import dev.sheaf.house.example.io.Remembers;
import dev.sheaf.house.example.io.Serializes;
import dev.sheaf.house.example.io.WritesObjects;
import dev.sheaf.house.example.pipeline.KnowsIo;
import dev.sheaf.house.example.schema.CallsSibling;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What holds everywhere in a house whose rooms are below one package: the runtime, or the broken example of it.
record HouseRules(String base) {
  private static final Set<String> LOOKING_INSIDE =
      Set.of(
          "forName", "newInstance", "getField", "getFields", "getMethod", "getMethods", "getConstructor",
          "getConstructors", "getRecordComponents");

  List<HouseRule> all() {
    return List.of(
        HouseRule.of(floors(), CallsUpwards.class, CallsSibling.class),
        HouseRule.of(noCycles(), CallsUpwards.class, KnowsIo.class),
        HouseRule.of(bytesStayInside(), ShowsByteWork.class, ByteWork.class),
        HouseRule.of(nobodyCallsGenerated(), UsesGenerated.class, Binder.class),
        HouseRule.of(noPublicFields(), OpenFields.class),
        HouseRule.of(nothingIsSerializable(), Serializes.class),
        HouseRule.of(noObjectStreams(), WritesObjects.class),
        HouseRule.of(noReflection(), Reflects.class),
        HouseRule.of(noStaticMutableState(), Remembers.class),
        HouseRule.of(nobodyPrints(), Prints.class),
        HouseRule.of(namesSayWhatTheyAre(), PathUtil.class),
        HouseRule.of(threadsAreMadeInOnePlace(), FirstPool.class, SecondPool.class),
        HouseRule.of(threadsAreMadeInOnePlace(), EagerThreads.class));
  }

  private DescribedPredicate<JavaClass> room(String name) {
    return resideInAPackage(base + "." + name + "..");
  }

  private ArchRule floors() {
    return classes().should(new Floors(base).callOnlyDownwards()).as("each floor calls only downwards");
  }

  private ArchRule noCycles() {
    return slices().matching(base + ".(*)..").should().beFreeOfCycles().as("packages have no cycles");
  }

  private ArchRule bytesStayInside() {
    return codeUnits()
        .that().arePublic().or().areProtected()
        .should(notMention(room("bytes")))
        .allowEmptyShould(true)
        .as("no other room shows a type of `bytes` to its callers");
  }

  private static ArchCondition<JavaCodeUnit> notMention(DescribedPredicate<JavaClass> hidden) {
    return new ArchCondition<>("not mention hidden types") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        JavaClass owner = unit.getOwner();
        Stream<JavaClass> mentioned =
            Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
        if (owner.getModifiers().contains(JavaModifier.PUBLIC) && !hidden.test(owner) && mentioned.anyMatch(hidden)) {
          events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " mentions a hidden type"));
        }
      }
    };
  }

  private ArchRule nobodyCallsGenerated() {
    return noClasses()
        .that(not(room("generated")))
        .should().dependOnClassesThat(room("generated"))
        .as("`generated` is for generated code and nobody else");
  }

  private ArchRule noPublicFields() {
    return fields()
        .that().arePublic()
        .should(beConstants())
        .allowEmptyShould(true)
        .as("public fields are constants, and no arrays");
  }

  private static ArchCondition<JavaField> beConstants() {
    return new ArchCondition<>("be constants") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean fixed = field.getModifiers().containsAll(Set.of(JavaModifier.STATIC, JavaModifier.FINAL));
        if (!fixed || field.getRawType().isArray()) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is public and can be changed"));
        }
      }
    };
  }

  private ArchRule nothingIsSerializable() {
    return noClasses()
        .that().areNotAssignableTo(Throwable.class)
        .and().areNotAssignableTo(Enum.class)
        .should().beAssignableTo(Serializable.class)
        .as("nothing is serializable but what Java makes so: exceptions and enums");
  }

  private ArchRule noObjectStreams() {
    return noClasses()
        .should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
        .as("nobody reads or writes Java's object streams");
  }

  private ArchRule noReflection() {
    DescribedPredicate<JavaAccess<?>> looksInside =
        describe(
            "looks inside a class",
            call -> {
              String name = call.getTarget().getName();
              return call.getTargetOwner().isEquivalentTo(Class.class)
                  && (name.startsWith("getDeclared") || LOOKING_INSIDE.contains(name));
            });
    return noClasses()
        .should().dependOnClassesThat().resideInAPackage("java.lang.reflect..")
        .orShould(callCodeUnitWhere(looksInside))
        .as("nobody looks inside a class at run time");
  }

  private ArchRule noStaticMutableState() {
    return fields()
        .that().areStatic().and().doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should(StaticState.neverChange())
        .as("static fields never change");
  }

  private ArchRule nobodyPrints() {
    return noClasses().should(GeneralCodingRules.ACCESS_STANDARD_STREAMS).as("nobody prints");
  }

  private ArchRule namesSayWhatTheyAre() {
    return noClasses()
        .should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Common)(\\$.*)?")
        .as("no name ends in Util, Helper, Manager, Impl or Common");
  }

  private ArchRule threadsAreMadeInOnePlace() {
    return noClasses()
        .should(Threads.beMadeByMoreThanOneClassOf(Set.of(base + ".engine", base + ".dataset", base + ".io")))
        .as("threads are made in one class of `engine`, for scans one of `dataset`, and to map files one of `io`");
  }
}
