/// What a pipeline begins with when it begins with files: lists of them, the lines of a text, the files in an archive;
/// start with [dev.sheaf.source.FileStage].
@NullMarked
package dev.sheaf.source;

import org.jspecify.annotations.NullMarked;
