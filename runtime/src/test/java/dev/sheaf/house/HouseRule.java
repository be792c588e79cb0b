package dev.sheaf.house;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// A promise of the house, with classes that break it on purpose: a rule that nothing can break promises nothing.
///
/// @param rule what must hold
/// @param breakers every one of these, by itself or with the others, is to be found by the rule
record HouseRule(ArchRule rule, List<Class<?>> breakers) {
  static HouseRule of(ArchRule rule, Class<?>... breakers) {
    return new HouseRule(rule, List.of(breakers));
  }

  String sentence() {
    return rule.getDescription();
  }
}
