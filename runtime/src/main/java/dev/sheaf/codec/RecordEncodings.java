package dev.sheaf.codec;

import dev.sheaf.schema.RecordSchema;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// The encodings that are at hand: those of this module and those on the class path.
public final class RecordEncodings {
  private final List<RecordEncoding> encodings;

  private RecordEncodings(List<RecordEncoding> encodings) {
    this.encodings = encodings;
  }

  /// All encodings that this thread's class loader finds.
  public static RecordEncodings installed() {
    List<RecordEncoding> encodings = new ArrayList<>();
    ServiceLoader.load(RecordEncoding.class).forEach(encodings::add);
    return new RecordEncodings(List.copyOf(encodings));
  }

  /// The encoding of this name.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists those that are there
  public RecordEncoding named(String name) {
    return encodings.stream()
        .filter(encoding -> encoding.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of the encodings %s, found \"%s\"".formatted(names(encodings), name)));
  }

  /// The encoding of a record: the one that its bytes fit.
  ///
  /// @param source where it is from, for errors
  /// @throws DecodeException if none fits or several do: then the encoding must be named
  public RecordEncoding find(MemorySegment record, RecordSchema schema, String source) {
    List<RecordEncoding> fitting = encodings.stream().filter(encoding -> encoding.fits(record, schema)).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    throw new DecodeException(
        DecodeException.Rule.ENCODING,
        source,
        "",
        -1,
        "%d bytes that are %s in one of the encodings %s"
            .formatted(record.byteSize(), schema.name(), names(encodings)),
        fitting.isEmpty()
            ? "bytes that are in none; name the encoding, or write one for them"
            : "bytes that could be %s; name the encoding".formatted(names(fitting)),
        null);
  }

  /// What is in a record, as the first of them says that can tell: its name, and the values.
  public Optional<Map.Entry<String, Map<String, Object>>> peek(MemorySegment record) {
    return encodings.stream()
        .flatMap(encoding -> encoding.peek(record).map(values -> Map.entry(encoding.name(), values)).stream())
        .findFirst();
  }

  private static String names(List<RecordEncoding> encodings) {
    return encodings.stream().map(RecordEncoding::name).sorted().collect(Collectors.joining(", "));
  }
}
