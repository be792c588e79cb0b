package dev.sheaf.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The field by which the records of a sealed interface are told apart in the data; `type` where this is not there.
///
/// ```java
/// @Discriminator("kind")
/// sealed interface Solid permits Ball, Box {}
/// ```
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Discriminator {
  /// The discriminator of interfaces that name none.
  String DEFAULT = "type";

  /// The field's name.
  String value();
}
