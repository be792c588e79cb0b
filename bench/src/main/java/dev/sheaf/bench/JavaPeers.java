package dev.sheaf.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.PackageVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/// What stands beside our figures and runs on the JVM too: Jackson's streaming parser with its fast parser of numbers,
/// the plain copies that bound the reading of base64, and our own side with one thread beside two.
///
/// Usage: `JavaPeers FOLDER`. Prints one [Figure] on each line. Warmed up and timed as [OurSide] is.
final class JavaPeers {
  private static final int COPY_BYTES = 256 << 10;

  private final JsonPayloads payloads;
  private final JsonFactory jackson =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private JavaPeers(JsonPayloads payloads) {
    this.payloads = payloads;
  }

  public static void main(String[] args) throws IOException {
    JsonPayloads payloads = JsonPayloads.ofPeers(Path.of(args[0]));
    payloads.make();
    new JavaPeers(payloads).measure();
  }

  private void measure() throws IOException {
    long text = payloads.bytes(JsonPayloads.TEXT);
    print("jackson-core " + PackageVersion.VERSION + " streaming, fast parser", JsonPayloads.TEXT, text, this::jackson);

    // The copies are rated by the bytes of the text, so that the ratio is one of times.
    float[] expected = payloads.array();
    byte[] decoded = new byte[expected.length * Float.BYTES];
    MemorySegment.ofArray(decoded).copyFrom(MemorySegment.ofArray(expected));
    Path file = payloads.folder().resolve("array.f32");
    Files.write(file, decoded);
    long base64 = payloads.bytes(JsonPayloads.BASE64);
    print("a copy of the decoded bytes in memory", JsonPayloads.BASE64, base64, () -> copied(decoded));
    print("a copy of the decoded bytes from a file", JsonPayloads.BASE64, base64, () -> copied(file));
    print("the text read into memory, nothing decoded", JsonPayloads.BASE64, base64, this::textOnly);

    long sequence = payloads.sequenceBytes();
    double oneThread = OurSide.least(payloads::timeSequence);
    System.out.println(new Figure("sheaf, one thread", JsonPayloads.TWO_THREADS, sequence, oneThread).line());
  }

  private void print(String who, String work, long bytes, Supplier<float[]> reading) {
    float[] expected = payloads.array();
    double seconds =
        OurSide.least(
            () -> {
              long start = System.nanoTime();
              float[] found = reading.get();
              double taken = (System.nanoTime() - start) / 1e9;
              if (found.length > 0 && !Arrays.equals(expected, found)) {
                throw new IllegalStateException(who + ": the array is wrong");
              }
              return taken;
            });
    System.out.println(new Figure(who, work, bytes, seconds).line());
  }

  /// The array as Jackson reads it, with the checks that we make on it; the shape is known before the numbers.
  private float[] jackson() {
    try (InputStream in = Files.newInputStream(payloads.folder().resolve(JsonPayloads.TEXT));
        JsonParser parser = jackson.createParser(in)) {
      while (!(parser.nextToken() == JsonToken.FIELD_NAME && parser.currentName().equals("buffer"))) {
        demand(parser.currentToken() != null, "no buffer");
      }
      float[] values = new float[payloads.rows() * 3];
      int count = 0;
      demand(parser.nextToken() == JsonToken.START_ARRAY, "no list");
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        for (int i = 0; i < 3; i++) {
          demand(parser.nextToken().isNumeric(), "no number");
          double value = parser.getDoubleValue();
          demand(Math.abs(value) < 0x1.ffffffp127, "out of range");
          values[count++] = (float) value;
        }
        demand(parser.nextToken() == JsonToken.END_ARRAY, "a longer list");
      }
      demand(parser.currentToken() == JsonToken.END_ARRAY && count == values.length, "another count");
      while (parser.nextToken() != null) {
        demand(parser.currentToken() != JsonToken.START_ARRAY, "more lists");
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void demand(boolean condition, String message) {
    if (!condition) {
      throw new IllegalStateException(message);
    }
  }

  private static float[] copied(byte[] decoded) {
    float[] values = new float[decoded.length / Float.BYTES];
    MemorySegment.ofArray(values).copyFrom(MemorySegment.ofArray(decoded));
    return values;
  }

  private static float[] copied(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      float[] values = new float[(int) (channel.size() / Float.BYTES)];
      ByteBuffer piece = ByteBuffer.allocateDirect(COPY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int count = 0;
      while (channel.read(piece) >= 0) {
        piece.flip();
        int floats = piece.remaining() / Float.BYTES;
        piece.asFloatBuffer().get(values, count, floats);
        count += floats;
        piece.position(floats * Float.BYTES).compact();
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives no array.
  private float[] textOnly() {
    try (FileChannel channel = FileChannel.open(payloads.folder().resolve(JsonPayloads.BASE64))) {
      ByteBuffer piece = ByteBuffer.allocateDirect(COPY_BYTES);
      while (channel.read(piece) >= 0) {
        piece.clear();
      }
      return new float[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
