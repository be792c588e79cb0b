package dev.sheaf.processor.check;

import dev.sheaf.processor.model.DeclaredComponent;
import dev.sheaf.processor.model.Declaration;
import dev.sheaf.processor.model.Place;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/// Where rules are held: a component, and the record that code is written for.
///
/// @param label what the component is called in messages: its name, after that of its record where it is inside another
/// @param place where it stands
/// @param home the package of the code that is written
/// @param findings takes what is wrong
record Site(String label, Place place, String home, Consumer<Finding> findings) {
  /// The site of a component of a record inside this one's record.
  Site inside(Declaration record, DeclaredComponent component) {
    return new Site(record.name().nested() + "." + component.name(), component.place(), home, findings);
  }

  /// Whether the code that is written can use the type.
  boolean reaches(Declaration type) {
    return switch (type.access()) {
      case PUBLIC -> true;
      case PACKAGE -> type.name().packageName().equals(home);
      case PRIVATE -> false;
    };
  }

  /// Reports at the component; `%s` in the message stands for the component's label.
  void report(Rule rule, String message, String advice) {
    report(rule, message, advice, place);
  }

  // Texts of the user come after the label; they may have anything in them.
  private String labelled(String message) {
    return message.replaceFirst("component %s", Matcher.quoteReplacement("component " + label));
  }

  /// Reports at a place; `%s` in the message stands for the component's label.
  void report(Rule rule, String message, String advice, Place at) {
    findings.accept(new Finding(rule, labelled(message), advice, at));
  }
}
