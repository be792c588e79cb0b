/// Orders and numbers that a seed decides; start with [dev.sheaf.random.Permutation].
@NullMarked
package dev.sheaf.random;

import org.jspecify.annotations.NullMarked;
