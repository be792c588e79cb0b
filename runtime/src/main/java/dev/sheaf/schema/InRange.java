package dev.sheaf.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says that each element of an array, or a single number, lies between two bounds, both included. NaN lies nowhere.
///
/// Bounds are decimal texts, so that each of `uint64` and each decimal can be said exactly; an empty one is no bound.
@Documented
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface InRange {
  /// The smallest value allowed, such as `"-1.5"`.
  String min() default "";

  /// The largest value allowed.
  String max() default "";
}
