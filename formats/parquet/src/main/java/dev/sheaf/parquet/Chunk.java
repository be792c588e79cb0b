package dev.sheaf.parquet;

import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;

/// One column in one row group: which rows lie in which page. For any number of threads.
final class Chunk {
  private final SchemaNode leaf;
  private final CompressionCodec codec;
  private final InputFile file;
  private final long maxBytes;
  private final List<PageEntry> pages;
  private final @Nullable Dictionary dictionary;

  /// The first row that begins in each page, counted in the row group, and the number of rows.
  private final long[] firstRows;

  private Chunk(
      SchemaNode leaf,
      CompressionCodec codec,
      InputFile file,
      long maxBytes,
      List<PageEntry> pages,
      @Nullable Dictionary dictionary,
      long[] firstRows) {
    this.leaf = leaf;
    this.codec = codec;
    this.file = file;
    this.maxBytes = maxBytes;
    this.pages = pages;
    this.dictionary = dictionary;
    this.firstRows = firstRows;
  }

  /// Finds the pages of a chunk, and reads its dictionary.
  ///
  /// @param rows how many rows the row group has
  static Chunk open(
      ColumnChunk chunk, SchemaNode leaf, long rows, InputFile file, PageHeaders headers, long maxBytes) {
    ColumnMetaData metadata = Footer.there(chunk.getMeta_data());
    CompressionCodec codec = Footer.there(metadata.getCodec());
    PageHeaders.Pages found = headers.read(metadata, leaf);
    PageEntry first = found.dictionary();
    Dictionary dictionary =
        first == null ? null : Page.dictionary(first, leaf, codec, file, maxBytes);
    List<PageEntry> pages = found.data();
    long[] firstRows = new long[pages.size() + 1];
    Chunk result = new Chunk(leaf, codec, file, maxBytes, pages, dictionary, firstRows);
    result.findRows(chunk, rows);
    Place place = new Place(file.name(), Footer.start(metadata));
    if (firstRows[pages.size()] != rows) {
      throw place.corrupt("%d rows of \"%s\"".formatted(rows, leaf.path()), firstRows[pages.size()]);
    }
    return result;
  }

  int pages() {
    return pages.size();
  }

  /// The first row that begins in a page, counted in the row group; the number of rows for the page after the last.
  long firstRow(int page) {
    return firstRows[page];
  }

  /// Where a page lies.
  Place place(int page) {
    return pages.get(page).place();
  }

  /// The page in which a row begins.
  int pageOf(long row) {
    int at = Arrays.binarySearch(firstRows, row);
    int page = at >= 0 ? at : -at - 2;
    // Where the row before goes on through a whole page, that page has the same first row.
    while (firstRows[page + 1] == row) {
      page++;
    }
    return page;
  }

  long weight() {
    return 256L * pages.size() + (dictionary == null ? 0 : dictionary.values().weight());
  }

  /// Reads a page, and checks that as many rows begin in it as the others say.
  Page page(int page) {
    Page result = Page.read(pages.get(page), leaf, codec, dictionary, file, maxBytes);
    long rows = rows(result);
    if (rows != firstRows[page + 1] - firstRows[page]) {
      throw result
          .place()
          .corrupt("%d rows that begin in the page".formatted(firstRows[page + 1] - firstRows[page]), rows);
    }
    return result;
  }

  private static long rows(Page page) {
    byte[] repetitions = page.repetitions();
    if (repetitions == null) {
      return page.size();
    }
    long rows = 0;
    for (byte repetition : repetitions) {
      rows += repetition == 0 ? 1 : 0;
    }
    return rows;
  }

  private void findRows(ColumnChunk chunk, long rows) {
    if (leaf.repetition() > 0 && pages.stream().anyMatch(page -> !page.isSecond())) {
      if (pages.size() == 1) {
        firstRows[1] = rows;
      } else if (chunk.isSetOffset_index_offset()) {
        findRowsInIndex(chunk, rows);
      } else {
        // Only the levels tell.
        for (int i = 0; i < pages.size(); i++) {
          firstRows[i + 1] = firstRows[i] + rows(Page.read(pages.get(i), leaf, codec, dictionary, file, maxBytes));
        }
      }
      return;
    }
    for (int i = 0; i < pages.size(); i++) {
      PageEntry page = pages.get(i);
      firstRows[i + 1] =
          firstRows[i]
              + (leaf.repetition() == 0 ? page.values() : page.second().getNum_rows());
    }
  }

  private void findRowsInIndex(ColumnChunk chunk, long rows) {
    Place place = new Place(file.name(), chunk.getOffset_index_offset());
    int length = chunk.getOffset_index_length();
    if (place.offset() < 0 || length < 0 || length > file.size() - place.offset()) {
      throw place.corrupt("an index of pages inside the file", length + " bytes");
    }
    byte[] bytes = new byte[length];
    file.read(place.offset(), MemorySegment.ofArray(bytes));
    OffsetIndex index = new OffsetIndex();
    try {
      ThriftReader.read(index, bytes);
    } catch (TException | RuntimeException e) {
      throw place.corrupt("an index of pages", String.valueOf(e.getMessage()));
    }
    List<PageLocation> locations = Footer.there(index.getPage_locations());
    if (locations.size() != pages.size()) {
      throw place.corrupt("an index of %d pages".formatted(pages.size()), locations.size());
    }
    for (int i = 0; i < locations.size(); i++) {
      PageLocation location = locations.get(i);
      long first = location.getFirst_row_index();
      if (location.getOffset() != pages.get(i).place().offset() || first < 0 || (i == 0 && first != 0)) {
        throw place.corrupt("page %d at %d".formatted(i, pages.get(i).place().offset()), location.getOffset());
      }
      firstRows[i] = first;
    }
    firstRows[pages.size()] = rows;
    for (int i = 0; i < pages.size(); i++) {
      if (firstRows[i + 1] < firstRows[i]) {
        throw place.corrupt("rows in ascending order in the index of pages", firstRows[i + 1]);
      }
    }
  }
}
