/// What a record is: the annotations a user writes, and the [dev.sheaf.schema.RecordSchema] the processor reads from
/// them.
@NullMarked
package dev.sheaf.schema;

import org.jspecify.annotations.NullMarked;
