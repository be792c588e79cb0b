/// How records are put side by side; start with [dev.sheaf.batch.Collator].
///
/// [dev.sheaf.batch.ColumnCollator] is the one that generated code uses; a dataset whose columns lie in memory is a
/// [dev.sheaf.batch.ColumnSource], from which it fills batches without making rows.
@NullMarked
package dev.sheaf.batch;

import org.jspecify.annotations.NullMarked;
