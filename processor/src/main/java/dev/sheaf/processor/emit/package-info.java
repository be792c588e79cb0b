/// From a described record to the text of each file that is written for it, one emitter for each kind; start with
/// [dev.sheaf.processor.emit.RecordFiles].
@NullMarked
package dev.sheaf.processor.emit;

import org.jspecify.annotations.NullMarked;
