package com.acme;

import dev.sheaf.array.LazySequence;
import dev.sheaf.schema.Default;
import dev.sheaf.schema.SchemaRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every kind of single value, and types around them. */
@SchemaRecord
public record Catalogue(
    boolean flag,
    byte tiny,
    short small,
    int middle,
    long large,
    @Default("0.5") float rough,
    double fine,
    Boolean boxedFlag,
    Byte boxedTiny,
    Short boxedSmall,
    Integer boxedMiddle,
    Long boxedLarge,
    Float boxedRough,
    Double boxedFine,
    @Default("no \"name\"") String text,
    byte[] bytes,
    Instant instant,
    @Default("2026-11-21") LocalDate date,
    LocalTime time,
    LocalDateTime dateTime,
    OffsetDateTime offset,
    Duration duration,
    Optional<String> perhaps,
    List<List<Integer>> lists,
    Map<String, Optional<Long>> value,
    Optional<LazySequence<String>> later) {}
