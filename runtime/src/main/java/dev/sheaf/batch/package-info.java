/// How records are put side by side; start with [dev.sheaf.batch.Collator].
@NullMarked
package dev.sheaf.batch;

import org.jspecify.annotations.NullMarked;
