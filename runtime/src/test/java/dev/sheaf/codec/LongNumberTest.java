package dev.sheaf.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.Float64Array;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.ByteRange;
import dev.sheaf.io.InputFile;
import dev.sheaf.schema.DType;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers of very many digits cost no more than in proportion: counted in bytes fetched and in digits multiplied, not
/// in seconds.
final class LongNumberTest {
  private static final int MILLION = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {300_000, MILLION, 3 * MILLION})
  void aNumberBeyondTheLimitIsRefusedBeforeMoreOfItIsFetched(int digits) {
    CountingFile file = new CountingFile("[0.5," + "7".repeat(digits) + "]");

    DecodeException refused =
        assertThrows(DecodeException.class, () -> read(file, DecodeLimits.DEFAULT));

    assertEquals(Rule.LIMIT, refused.rule());
    // A buffer that a text fills is doubled.
    long most = 2L * (JsonReader.CHUNK_BYTES + DecodeLimits.DEFAULT.maxNameBytes());
    assertTrue(file.fetched <= most, file.fetched + " bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {MILLION, 2 * MILLION, 4 * MILLION})
  void aNumberWithinTheLimitIsFetchedOnce(int digits) {
    DecodeLimits limits = DecodeLimits.DEFAULT.withMaxNameBytes(5 * MILLION);
    CountingFile file = new CountingFile("[0.5,9007199254740993." + "0".repeat(digits) + "1]");

    Float64Array array = (Float64Array) read(file, limits);

    assertEquals(9007199254740994.0, array.getFlat(1));
    assertEquals(file.size(), file.fetched);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993.%s1", "9007199254740993.%s0", "9007199254740993%s1e-1000001", "-9007199254740993%se-1000000",
        "0.%s90071992547409930000000000001e1000016", "0.%s5", "1.%s5e-300"
      })
  void ofAMillionDigitsOnlyAFewHundredAreMultiplied(String form) {
    String text = form.formatted("0".repeat(MILLION));
    NumberScanner scanner = new NumberScanner();
    byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), text.length() + 16);

    assertEquals(text.length(), scanner.scan(bytes, 0));

    assertTrue(scanner.decisiveText().length() < 900, scanner.decisiveText().length() + " characters");
    assertEquals(Double.parseDouble(text), scanner.toDouble());
    assertEquals(Double.parseDouble(text), Double.parseDouble(scanner.decisiveText()));
  }

  private static Object read(InputFile file, DecodeLimits limits) {
    DecodeOptions options = DecodeOptions.DEFAULT.withLimits(limits);
    JsonReader in = new JsonReader(file, limits);
    return SchemaCodec.of(Rows.bare(DType.FLOAT64, "?")).read(in, new DecodeContext(Path.of(""), options, _ -> {}))[0];
  }

  /// A file that knows how many bytes were asked of it.
  private static final class CountingFile implements InputFile {
    private final InputFile file;
    long fetched;

    CountingFile(String text) {
      file = InputFile.of("long.json", MemorySegment.ofArray(text.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String name() {
      return file.name();
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void read(long position, MemorySegment target) {
      fetched += target.byteSize();
      file.read(position, target);
    }

    @Override
    public MemorySegment slice(ByteRange range) {
      fetched += range.length();
      return file.slice(range);
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
