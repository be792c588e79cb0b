package dev.sheaf.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a record as the description of a dataset: the annotation processor writes its loader.
///
/// ```java
/// @SchemaRecord
/// public record Mesh(
///     @Description("Data to be processed.")
///     LazySequence<@Dims("?, 3") @Differentiable Float32Array> data) {}
/// ```
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SchemaRecord {}
