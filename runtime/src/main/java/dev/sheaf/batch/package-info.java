/// How records are put side by side; start with [dev.sheaf.batch.Collator].
///
/// [dev.sheaf.batch.ColumnCollator] is the one that generated code uses: arrays are stacked, put end to end
/// ([dev.sheaf.batch.Ragged]) or padded ([dev.sheaf.batch.Padded]), into batches that are handed over or into those of
/// a [dev.sheaf.batch.BatchPool], which are used again. A dataset whose columns lie in memory is a
/// [dev.sheaf.batch.ColumnSource], from which it fills batches without making rows.
/// [dev.sheaf.batch.DictionaryCollator] takes values that have no schema.
@NullMarked
package dev.sheaf.batch;

import org.jspecify.annotations.NullMarked;
