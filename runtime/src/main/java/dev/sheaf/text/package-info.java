/// Functions from a text to what it says, for pipelines: [dev.sheaf.text.FieldSplitter],
/// [dev.sheaf.text.IntegerParser], [dev.sheaf.text.ArrayParser].
@NullMarked
package dev.sheaf.text;

import org.jspecify.annotations.NullMarked;
