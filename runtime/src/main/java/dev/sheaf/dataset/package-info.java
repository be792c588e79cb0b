/// A whole dataset on disk: opened, indexed and validated; start with [dev.sheaf.dataset.Dataset].
@NullMarked
package dev.sheaf.dataset;

import org.jspecify.annotations.NullMarked;
