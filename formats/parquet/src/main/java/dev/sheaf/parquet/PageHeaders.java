package dev.sheaf.parquet;

import dev.sheaf.format.FormatOptions;
import dev.sheaf.io.InputFile;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.transport.TTransportException;

/// Walks through the pages of a chunk from header to header, without touching what is between them.
final class PageHeaders {
  private static final int USUAL_HEADER_BYTES = 256;

  /// A header may hold the smallest and the largest value of its page.
  private static final int MAX_HEADER_BYTES = 16 << 20;

  /// Below this many bytes nobody asks what a page expands to.
  private static final long FREE_BYTES = 64L << 20;

  private final InputFile file;
  private final FormatOptions options;

  PageHeaders(InputFile file, FormatOptions options) {
    this.file = file;
    this.options = options;
  }

  /// The pages of one chunk.
  ///
  /// @param dictionary null where there is none
  record Pages(@Nullable PageEntry dictionary, List<PageEntry> data) {}

  Pages read(ColumnMetaData chunk, SchemaNode leaf) {
    long position = Footer.start(chunk);
    long end = position + chunk.getTotal_compressed_size();
    PageEntry dictionary = null;
    List<PageEntry> data = new ArrayList<>();
    long values = 0;
    while (values < chunk.getNum_values()) {
      PageEntry page = read(position, end, leaf);
      PageType type = page.header().getType();
      if (type == PageType.DICTIONARY_PAGE) {
        if (dictionary != null || !data.isEmpty()) {
          throw page.place().corrupt("one dictionary at the start of \"%s\"".formatted(leaf.path()), "another page");
        }
        dictionary = page;
      } else if (type == PageType.DATA_PAGE || type == PageType.DATA_PAGE_V2) {
        data.add(page);
        values += page.values();
      }
      position = page.body() + page.storedBytes();
    }
    if (values != chunk.getNum_values()) {
      throw new Place(file.name(), position)
          .corrupt("%d values of \"%s\"".formatted(chunk.getNum_values(), leaf.path()), values);
    }
    return new Pages(dictionary, List.copyOf(data));
  }

  private PageEntry read(long position, long end, SchemaNode leaf) {
    Place place = new Place(file.name(), position);
    PageHeader header = new PageHeader();
    int length = header(header, place, end);
    int stored = header.getCompressed_page_size();
    int plain = header.getUncompressed_page_size();
    long body = position + length;
    if (stored < 0 || stored > end - body) {
      throw place.corrupt("a page of at most %d bytes".formatted(end - body), stored);
    }
    if (plain < 0) {
      throw place.corrupt("a page of 0 bytes or more behind its compression", plain);
    }
    checkExpansion(plain, stored, place);
    int values = values(header, place);
    // Levels and values in memory; values that are nothing but runs take little room in the file.
    checkExpansion((long) values * (Math.max(1, ValueDecoder.width(leaf)) + Integer.BYTES), stored, place);
    return new PageEntry(header, place, body, values);
  }

  private void checkExpansion(long bytes, int stored, Place place) {
    if (bytes > options.maxRecordBytes()) {
      throw place.unsupported("a page of at most %d bytes".formatted(options.maxRecordBytes()), bytes + " bytes");
    }
    if (bytes > FREE_BYTES && bytes / options.maxExpansion() > stored) {
      throw place.unsupported(
          "a page of at most %d times its %d bytes".formatted(options.maxExpansion(), stored), bytes + " bytes");
    }
  }

  /// Fills `header`, and tells how long it is.
  private int header(PageHeader header, Place place, long end) {
    long left = Math.min(end - place.offset(), MAX_HEADER_BYTES);
    for (long count = Math.min(USUAL_HEADER_BYTES, left); ; count = Math.min(count * 16, left)) {
      byte[] bytes = new byte[(int) count];
      file.read(place.offset(), MemorySegment.ofArray(bytes));
      try {
        header.clear();
        int length = ThriftReader.read(header, bytes);
        if (header.getType() == null) {
          throw place.corrupt("a type of page that is known", "another");
        }
        return length;
      } catch (TTransportException e) {
        if (count == left) {
          throw notHeader(place, e);
        }
      } catch (TException | NumberFormatException | NegativeArraySizeException | IndexOutOfBoundsException e) {
        throw notHeader(place, e);
      }
    }
  }

  private static RuntimeException notHeader(Place place, Exception cause) {
    return place.corrupt("the header of a page in Thrift's compact encoding", String.valueOf(cause.getMessage()));
  }

  private static int values(PageHeader header, Place place) {
    DataPageHeader first = header.getData_page_header();
    DataPageHeaderV2 second = header.getData_page_header_v2();
    DictionaryPageHeader dictionary = header.getDictionary_page_header();
    int values =
        switch (Footer.there(header.getType())) {
          case DATA_PAGE -> first != null && second == null ? first.getNum_values() : -1;
          case DATA_PAGE_V2 -> second != null ? second(second, header, place) : -1;
          case DICTIONARY_PAGE -> dictionary != null ? dictionary.getNum_values() : -1;
          case INDEX_PAGE -> 0;
        };
    if (values < 0) {
      throw place.corrupt("a number of values for a " + header.getType(), "none");
    }
    return values;
  }

  private static int second(DataPageHeaderV2 second, PageHeader header, Place place) {
    int definitions = second.getDefinition_levels_byte_length();
    int repetitions = second.getRepetition_levels_byte_length();
    long levels = (long) definitions + repetitions;
    if (definitions < 0
        || repetitions < 0
        || levels > header.getCompressed_page_size()
        || levels > header.getUncompressed_page_size()) {
      throw place.corrupt("levels inside the page", "%d and %d bytes".formatted(repetitions, definitions));
    }
    if (second.getNum_rows() < 0 || second.getNum_nulls() < 0 || second.getNum_nulls() > second.getNum_values()) {
      throw place.corrupt("numbers of rows and nulls of the page", "others");
    }
    return second.getNum_values();
  }
}
