/// The one place where threads are made, and where items pass from one to another; start with [dev.sheaf.engine.Workers].
@NullMarked
package dev.sheaf.engine;

import org.jspecify.annotations.NullMarked;
