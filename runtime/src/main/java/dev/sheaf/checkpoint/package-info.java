/// Where a reader had got to: [dev.sheaf.checkpoint.Checkpoint].
@NullMarked
package dev.sheaf.checkpoint;

import org.jspecify.annotations.NullMarked;
