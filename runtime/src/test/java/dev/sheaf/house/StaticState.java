package dev.sheaf.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

/// What a static field may hold: something that never changes.
final class StaticState {
  private static final List<Class<?>> CHANGING =
      List.of(
          AbstractCollection.class,
          AbstractMap.class,
          ConcurrentMap.class,
          BitSet.class,
          Random.class,
          StringBuilder.class,
          Lock.class,
          Thread.class,
          Executor.class,
          ThreadLocal.class);

  private StaticState() {}

  static ArchCondition<JavaField> neverChange() {
    return new ArchCondition<>("never change") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is static and not final"));
        } else if (changes(field.getRawType())) {
          String message = field.getFullName() + " is static and holds a " + field.getRawType().getName();
          events.add(SimpleConditionEvent.violated(field, message));
        }
      }
    };
  }

  private static boolean changes(JavaClass type) {
    return type.getPackageName().equals("java.util.concurrent.atomic")
        || CHANGING.stream().anyMatch(type::isAssignableTo);
  }
}
