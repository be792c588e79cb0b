/// How fast a dataset is loaded on this machine, and what bounds it. Start at [dev.sheaf.tools.measure.Bench].
@NullMarked
package dev.sheaf.tools.measure;

import org.jspecify.annotations.NullMarked;
