/// A record that describes data, proposed from the data. Start with [dev.sheaf.tools.infer.Inference].
@NullMarked
package dev.sheaf.tools.infer;

import org.jspecify.annotations.NullMarked;
