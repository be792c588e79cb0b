package dev.sheaf.csv;

import dev.sheaf.format.FormatOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The settings of [CsvFormat], checked.
///
/// @param header whether the first record holds the names
/// @param names of the fields where the file has none; empty where they are numbered, or the file has them
/// @param nulls the text that means null; empty where an empty field does that has no quotes
/// @param types of the fields that are no texts, by name
record CsvSettings(
    char delimiter,
    char quote,
    boolean header,
    List<String> names,
    Optional<String> nulls,
    Charset encoding,
    Map<String, CsvType> types,
    long maxRecordBytes) {
  /// Encodings in which the bytes of ASCII mean ASCII wherever they stand: what records are cut by.
  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.US_ASCII,
          StandardCharsets.ISO_8859_1,
          Charset.forName("windows-1252"));

  static CsvSettings of(FormatOptions options, String fileName) {
    options.allow("csv", "delimiter", "quote", "header", "nulls", "encoding", "types");
    char delimiter = delimiter(options, fileName);
    char quote = character("quote", options.setting("quote", "\""));
    if (delimiter == quote) {
      throw new IllegalArgumentException("expected a delimiter other than the quote, found " + quote + " for both");
    }
    String header = options.setting("header", "true");
    boolean named = header.equals("true");
    List<String> names = named || header.equals("false") ? List.of() : Arrays.asList(header.split(",", -1));
    return new CsvSettings(
        delimiter,
        quote,
        named,
        names,
        Optional.ofNullable(options.settings().get("nulls")),
        encoding(options.setting("encoding", "UTF-8")),
        types(options.setting("types", "")),
        options.maxRecordBytes());
  }

  static char delimiter(FormatOptions options, String fileName) {
    boolean tabs = fileName.toLowerCase(Locale.ROOT).endsWith(".tsv");
    return character("delimiter", options.setting("delimiter", tabs ? "\t" : ","));
  }

  private static char character(String setting, String text) {
    char found = text.length() == 1 ? text.charAt(0) : '\n';
    if (found == '\n' || found == '\r' || found == 0 || found > 0x7f) {
      throw new IllegalArgumentException(
          "expected one character of ASCII that ends no line for %s, found \"%s\"".formatted(setting, text));
    }
    return found;
  }

  private static Charset encoding(String name) {
    return ENCODINGS.stream()
        .filter(charset -> charset.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of %s for encoding, found \"%s\"".formatted(ENCODINGS, name)));
  }

  private static Map<String, CsvType> types(String text) {
    Map<String, CsvType> types = new LinkedHashMap<>();
    if (text.isBlank()) {
      return types;
    }
    for (String part : text.split(",", -1)) {
      int colon = part.lastIndexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException(
            "expected names with types, such as label:int64,score:float32, found \"%s\"".formatted(part));
      }
      types.put(part.substring(0, colon).strip(), CsvType.named(part.substring(colon + 1).strip()));
    }
    return types;
  }
}
