/// The item plane: stages that see one item after the other; start with [dev.sheaf.stage.Stage].
///
/// A stage is a value; opened, it is a [dev.sheaf.stage.Cursor], which one thread draws from. Nothing here makes a thread
/// or waits for one: that is the engine's.
@NullMarked
package dev.sheaf.stage;

import org.jspecify.annotations.NullMarked;
