/// The input of a language model: lines of text files, cut into tokens, in batches of like length and in packed rows.
@NullMarked
package dev.sheaf.examples.text;

import org.jspecify.annotations.NullMarked;
