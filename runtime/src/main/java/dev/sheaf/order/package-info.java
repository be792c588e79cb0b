/// The index plane: items at positions, in any order that arithmetic can say; start with [dev.sheaf.order.Samples].
///
/// Nothing here has a thread, a queue or a memory of what was read before.
@NullMarked
package dev.sheaf.order;

import org.jspecify.annotations.NullMarked;
