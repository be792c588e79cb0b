/// How the bytes of one record become values, and back; start with [dev.sheaf.codec.RecordCodec].
@NullMarked
package dev.sheaf.codec;

import org.jspecify.annotations.NullMarked;
