/// Reads and writes ArrayRecord files; start with [dev.sheaf.arrayrecord.ArrayRecordFormat].
///
/// A file has three layers, each with classes of its own: blocks of 64 KiB with a header each
/// ([dev.sheaf.arrayrecord.BlockLayout] knows where bytes lie among them), chunks
/// ([dev.sheaf.arrayrecord.ChunkReader] finds and verifies them, [dev.sheaf.arrayrecord.SimpleChunk] and
/// [dev.sheaf.arrayrecord.TransposedChunk] take records out of them), and the index at the end
/// ([dev.sheaf.arrayrecord.Footer], [dev.sheaf.arrayrecord.ChunkIndex]). See the
/// [ArrayRecord](https://github.com/google/array_record) project and the
/// [Riegeli format](https://github.com/google/riegeli/blob/master/doc/riegeli_records_file_format.md).
@NullMarked
package dev.sheaf.arrayrecord;

import org.jspecify.annotations.NullMarked;
