/// In which order, and how many at once; start with [dev.sheaf.pipeline.Pipeline].
@NullMarked
package dev.sheaf.pipeline;

import org.jspecify.annotations.NullMarked;
