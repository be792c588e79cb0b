/// Where bytes are and how they are fetched; start with [dev.sheaf.io.InputFile].
@NullMarked
package dev.sheaf.io;

import org.jspecify.annotations.NullMarked;
