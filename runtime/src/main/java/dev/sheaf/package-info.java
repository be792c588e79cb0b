/// Typed, out-of-core data loading.
///
/// A user annotates a record with [dev.sheaf.schema.SchemaRecord]; the annotation processor writes its loader, which
/// hands out arrays ([dev.sheaf.array]) and datasets ([dev.sheaf.dataset]); a [dev.sheaf.pipeline.Pipeline] turns a
/// dataset into batches. Bytes climb from `io` through `format` and `codec` to `batch`, and packages call only
/// downwards.
@NullMarked
package dev.sheaf;

import org.jspecify.annotations.NullMarked;
