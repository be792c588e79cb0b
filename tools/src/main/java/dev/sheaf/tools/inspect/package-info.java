/// What a dataset, a file or a record is, in words; and what loading it costs in memory. Start at
/// [dev.sheaf.tools.inspect.Inspector].
@NullMarked
package dev.sheaf.tools.inspect;

import org.jspecify.annotations.NullMarked;
