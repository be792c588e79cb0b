package dev.sheaf.house;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/// Threads are made in one place of a room, so that there is one place that ends them.
final class Threads {
  private static final Set<String> STARTING = Set.of("ofVirtual", "ofPlatform", "startVirtualThread");

  private Threads() {}

  static ArchCondition<JavaClass> beMadeByMoreThanOneClassOf(Set<String> rooms) {
    return new ArchCondition<>("make threads, but for one class of each of " + rooms) {
      private final Set<String> makers = new TreeSet<>();

      @Override
      public void init(Collection<JavaClass> all) {
        makers.clear();
        all.stream().filter(Threads::makesThreads).map(Threads::outermost).forEach(makers::add);
      }

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String room = type.getPackageName();
        long makersOfRoom = makers.stream().filter(maker -> maker.startsWith(room + ".")).count();
        if (makesThreads(type) && !(rooms.contains(room) && makersOfRoom == 1)) {
          String message = type.getName() + " makes threads; all that do: " + makers;
          // The rule reads "no classes should make threads": the condition holds where one does.
          events.add(SimpleConditionEvent.satisfied(type, message));
        }
      }
    };
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(Threads::outermost).orElse(type.getName());
  }

  private static boolean makesThreads(JavaClass type) {
    Stream<AccessTarget> called =
        Stream.concat(
            type.getCodeUnitCallsFromSelf().stream().map(call -> (AccessTarget) call.getTarget()),
            type.getCodeUnitReferencesFromSelf().stream().map(reference -> (AccessTarget) reference.getTarget()));
    return called.anyMatch(Threads::makesThreads);
  }

  private static boolean makesThreads(AccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    boolean constructs = name.equals(JavaConstructor.CONSTRUCTOR_NAME);
    boolean thread = owner.isAssignableTo(Thread.class) && (constructs || STARTING.contains(name));
    boolean executor = owner.isAssignableTo(Executor.class) && (constructs || name.equals("commonPool"));
    boolean factory = owner.isEquivalentTo(Executors.class) && name.startsWith("new");
    boolean future = owner.isEquivalentTo(CompletableFuture.class) && name.endsWith("Async");
    boolean parallel = name.equals("parallelStream") || (name.equals("parallel") && owner.getName().startsWith("java."));
    return thread || executor || factory || future || parallel;
  }
}
