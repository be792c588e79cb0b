package dev.sheaf.dataset;

import dev.sheaf.schema.RecordSchema;

/// What beside the files decides what a scan finds: while it and they are the same, nothing is scanned again.
///
/// @param sheaf the version that scanned
/// @param schema the name of the record
/// @param row the fingerprint of its row's schema
/// @param reading how the dataset was opened and its records were read where there is a choice
record ScanSetting(String sheaf, String schema, String row, String reading) {
  static ScanSetting of(RecordSchema schema, ScanOptions options) {
    return new ScanSetting(version(), schema.name(), schema.row().fingerprint(), options.reading().toString());
  }

  /// The version of this library; `development` where it does not run from its jar.
  static String version() {
    String version = ScanSetting.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
