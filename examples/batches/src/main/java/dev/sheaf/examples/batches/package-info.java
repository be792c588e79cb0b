/// Rows put side by side, in every form that a batch can have.
@NullMarked
package dev.sheaf.examples.batches;

import org.jspecify.annotations.NullMarked;
