/// What generated code calls, and nobody else. It may change with any release, together with the processor.
@NullMarked
package dev.sheaf.generated;

import org.jspecify.annotations.NullMarked;
