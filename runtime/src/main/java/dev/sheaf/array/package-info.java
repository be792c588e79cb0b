/// What a value is in memory; start with [dev.sheaf.array.NdArray] and [dev.sheaf.array.LazySequence].
@NullMarked
package dev.sheaf.array;

import org.jspecify.annotations.NullMarked;
