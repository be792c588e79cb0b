package dev.sheaf.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The declared shape of an array: its axes from the outermost to the innermost, separated by commas.
///
/// | Axis | Means |
/// |---|---|
/// | `3` | exactly three |
/// | `?` | any size |
/// | `N` | any size, the same wherever `N` stands in one record |
///
/// `""` is a scalar, and `"..."` alone is any rank. [ShapePattern] is the parsed form.
@Documented
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Dims {
  /// The axes, as text.
  String value();
}
