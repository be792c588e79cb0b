package dev.sheaf.processor.model;

import java.util.Optional;

/// One component of a record as it is written.
///
/// @param name its name
/// @param type its type, with the annotations on all parts of it
/// @param description for people; empty when the author gave none
/// @param fieldName its `@FieldName`
/// @param defaultValue its `@Default`
/// @param place where it stands
public record DeclaredComponent(
    String name,
    ComponentType type,
    String description,
    Optional<DeclaredAnnotation> fieldName,
    Optional<DeclaredAnnotation> defaultValue,
    Place place) {}
