/// Byte work that formats and codecs share. Not for users.
@NullMarked
package dev.sheaf.bytes;

import org.jspecify.annotations.NullMarked;
