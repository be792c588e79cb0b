package dev.sheaf.parquet;

import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;

/// One page of a chunk, as its header describes it.
///
/// @param header as it stands before the page
/// @param place where the header begins
/// @param body where the page's bytes begin
/// @param values how many values it has, nulls among them
record PageEntry(PageHeader header, Place place, long body, int values) {
  int storedBytes() {
    return header.getCompressed_page_size();
  }

  /// Whether it is a data page of version 2.
  boolean isSecond() {
    return header.isSetData_page_header_v2();
  }

  DataPageHeader first() {
    return Footer.there(header.getData_page_header());
  }

  DataPageHeaderV2 second() {
    return Footer.there(header.getData_page_header_v2());
  }

  DictionaryPageHeader dictionary() {
    return Footer.there(header.getDictionary_page_header());
  }
}
