package dev.sheaf.tools.infer;

import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/// Names of Java's for names in the data.
final class JavaNames {
  /// What a component may not be called: by the language, or as a generated batch has a method or calls a class of that
  /// name.
  private static final Set<String> NO_COMPONENT =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait", "size", "byteSize",
          "collator", "ColumnAccessor", "List");

  private JavaNames() {}

  /// A component's name that is not taken: the data's own where Java allows it.
  static String component(String name, Set<String> taken) {
    String component = isComponent(name) ? name : lowerFirst(joined(name));
    if (!isComponent(component)) {
      component = component + "Value";
    }
    return free(component, taken);
  }

  private static boolean isComponent(String name) {
    return SourceVersion.isName(name) && !name.contains(".") && !name.equals("_") && !NO_COMPONENT.contains(name);
  }

  /// A record's name that is not taken.
  static String type(String name, Set<String> taken) {
    String joined = joined(name);
    return free(joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1), taken);
  }

  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int next = 2; taken.contains(free); next++) {
      free = name + next;
    }
    return free;
  }

  /// The words of a name, each but the first with a capital, without what stands between them.
  private static String joined(String name) {
    StringBuilder joined = new StringBuilder();
    boolean begin = false;
    for (int c : name.codePoints().toArray()) {
      if (!Character.isLetterOrDigit(c)) {
        begin = true;
      } else if (joined.isEmpty()) {
        joined.append(Character.isDigit(c) ? "n" : "").appendCodePoint(c);
        begin = false;
      } else {
        joined.appendCodePoint(begin ? Character.toUpperCase(c) : c);
        begin = false;
      }
    }
    return joined.isEmpty() || !SourceVersion.isIdentifier(joined) ? "field" : joined.toString();
  }

  private static String lowerFirst(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }
}
