/// How fast a dataset is loaded on this machine, and what bounds it.
@NullMarked
package dev.sheaf.tools.measure;

import org.jspecify.annotations.NullMarked;
