/// A record that describes data, proposed from the data.
@NullMarked
package dev.sheaf.tools.infer;

import org.jspecify.annotations.NullMarked;
