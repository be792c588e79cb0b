package dev.sheaf.arrayrecord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ArrayRecordOptionsTest {
  @Test
  void writesOneRecordInAChunkWithZstdUnlessToldOtherwise() {
    ArrayRecordWriterOptions options = ArrayRecordWriterOptions.DEFAULT;
    assertEquals(
        new ArrayRecordWriterOptions(1, false, 256, Compression.ZSTD, 3, OptionalInt.of(20), false), options);
    assertEquals(
        "group_size:1,transpose:false,pad_to_block_boundary:false,zstd:3,window_log:20,max_parallelism:1",
        options.recorded());
  }

  @Test
  void takesTheSameKeysAsTextAndAsSettings() {
    assertEquals(
        ArrayRecordWriterOptions.parse("group_size:7,brotli:4,window_log:22"),
        ArrayRecordWriterOptions.of(Map.of("group_size", "7", "brotli", "4", "window_log", "22")));
    assertEquals(
        ArrayRecordReaderOptions.parse("readahead_buffer_size:1.5M,max_parallelism:2"),
        ArrayRecordReaderOptions.of(Map.of("readahead_buffer_size", "1536k", "max_parallelism", "2")));
  }

  @Test
  void readsAllThatItRecords() {
    for (String text : new String[] {"uncompressed", "snappy", "brotli:11,window_log:24", "zstd:-3", "group_size:9"}) {
      ArrayRecordWriterOptions options = ArrayRecordWriterOptions.parse(text);
      assertEquals(options.recorded(), ArrayRecordWriterOptions.parse(options.recorded()).recorded());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "group_size:0 | Option group_size: invalid value: 0, valid values: integers in the range [1..2147483647]",
        "group_size | Option group_size: invalid value: (empty), valid values: integers in the range [1..2147483647]",
        "zstd:fast | Option zstd: invalid value: fast, valid values: (empty), integers in the range [-131072..22]",
        "zstd,snappy | Option snappy conflicts with option zstd",
        "snappy,window_log:20 | Option window_log conflicts with option snappy",
        "zstd,zstd | Option zstd is present more than once",
        "snappy,default | Option default must be first",
        "transpose:yes | Option transpose: invalid value: yes, valid values: (empty), true, false"
      })
  void refusesWithTheMessagesOfTheReference(String text, String message) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> ArrayRecordWriterOptions.parse(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0.6, 1", "1.5k, 1536", "16M, 16777216", "1G, 1073741824", "7B, 7", "2.5K, 2560"})
  void readsBytesWithASuffix(String text, long bytes) {
    assertEquals(bytes, ArrayRecordReaderOptions.parse("readahead_buffer_size:" + text).readaheadBufferSize());
  }
}
