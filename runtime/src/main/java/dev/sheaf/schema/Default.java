package dev.sheaf.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value of a field that the data does not have. The compiler reads it as the field itself would be read.
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
  /// The value: for texts, enums and types of `java.time` the text itself, for all others JSON, such as `0.5` or `[1, 2]`.
  String value();
}
