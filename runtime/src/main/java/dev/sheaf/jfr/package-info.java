/// Flight-recorder events: one for each unit of work and each wait.
@NullMarked
package dev.sheaf.jfr;

import org.jspecify.annotations.NullMarked;
