package dev.sheaf.codec;

import dev.sheaf.array.NdArray;
import dev.sheaf.bytes.Lz4Frame;
import dev.sheaf.codec.DecodeException.Rule;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.FieldType.ArrayType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one array that is written as an object:
///
/// ```text
/// {"object_type": "array", "shape": [2, 3], "dtype": "float32",
///  "data": {"buffer": ..., "encoding": "json" | "base64" | "binref", "compression": "lz4"}}
/// ```
///
/// The keys come in any order. A list of numbers is read where it stands as soon as the dtype is known; any other
/// buffer is passed over, and read again from its offset once all keys are known: nothing is kept as text.
final class EncodedArray {
  private static final Set<String> ENCODINGS = Set.of("json", "base64", "binref");
  private static final long NOWHERE = -1;

  private final JsonReader in;
  private final ArrayType type;

  /// Empty where any dtype will do.
  private final Optional<DType> declared;

  private final DecodeContext context;
  private final DecodeLimits limits;

  private long shapeOffset = NOWHERE;
  private long[] shape = {};
  private long dtypeOffset = NOWHERE;
  private DType wire = DType.FLOAT64;
  private long dataOffset = NOWHERE;
  private long objectTypeOffset = NOWHERE;

  private long bufferOffset = NOWHERE;
  private long bufferEnd = NOWHERE;
  private boolean bufferIsText;
  private boolean bufferEscaped;
  private @Nullable Elements elements;
  private @Nullable MemorySegment decoded;
  private long encodingOffset = NOWHERE;
  private String encoding = "";
  private long compressionOffset = NOWHERE;
  private boolean compressed;

  EncodedArray(JsonReader in, ArrayType type, DecodeContext context) {
    this.in = in;
    this.type = type;
    this.declared = type.dtype();
    this.context = context;
    this.limits = context.limits();
  }

  NdArray read() {
    long start = in.offset();
    in.beginObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      in.peek();
      long offset = in.offset();
      switch (key) {
        case "object_type" -> objectTypeOffset = objectType(once(key, objectTypeOffset, offset));
        case "shape" -> {
          shapeOffset = once(key, shapeOffset, offset);
          shape = WireShape.read(in, type.shape());
          DeclaredShape.fit(shape, type.shape(), in, offset);
        }
        case "dtype" -> {
          dtypeOffset = once(key, dtypeOffset, offset);
          wire = dtype(offset);
        }
        case "data" -> {
          dataOffset = once(key, dataOffset, offset);
          data();
        }
        default -> throw extra(key, offset, "object_type, shape, dtype and data only");
      }
    }
    require("shape", shapeOffset, start);
    require("dtype", dtypeOffset, start);
    require("data", dataOffset, start);
    long end = in.offset();
    NdArray array = ArrayEncoding.array(values(), target(), shape, type, in, shapeOffset, context);
    in.seek(end);
    return array;
  }

  // Keys.

  private long once(String key, long before, long offset) {
    if (before != NOWHERE && !context.options().lastDuplicate()) {
      throw in.error(Rule.JSON, offset, "each key once", "\"%s\" again".formatted(key));
    }
    return offset;
  }

  private DecodeException extra(String key, long offset, String expected) {
    in.skipValue();
    return in.error(Rule.EXTRA, offset, expected, "the key \"%s\"".formatted(key));
  }

  private void require(String key, long offset, long start) {
    if (offset == NOWHERE) {
      throw in.error(Rule.MISSING, start, "the key \"%s\" in an encoded array".formatted(key), "none");
    }
  }

  private long objectType(long offset) {
    String text = textOr(Rule.TYPE, "\"array\"");
    if (!text.equals("array")) {
      throw in.error(Rule.TYPE, offset, "\"array\"", "\"%s\"".formatted(text));
    }
    return offset;
  }

  private DType dtype(long offset) {
    String name = textOr(Rule.DTYPE, "the name of a dtype");
    DType found = DType.fromWireName(name).filter(this::accepts).orElse(null);
    if (found == null) {
      throw in.error(
          Rule.DTYPE,
          offset,
          declared.map(dtype -> "a dtype that converts to " + dtype).orElse("the name of a dtype"),
          "\"%s\"".formatted(name));
    }
    if (context.options().exactDtypes() && found != type.dtype().orElse(found)) {
      throw in.error(
          Rule.DTYPE, offset, "exactly %s".formatted(type.dtype().get()), "\"%s\"".formatted(name));
    }
    return found;
  }

  /// Of the types in memory, other systems know all but bfloat16: on the wire it is where it is declared, and only there.
  private boolean accepts(DType found) {
    return found == DType.BFLOAT16
        ? declared.equals(Optional.of(DType.BFLOAT16))
        : declared.map(found::convertsTo).orElse(true);
  }

  /// The dtype in memory.
  private DType target() {
    return declared.orElse(wire);
  }

  /// A text; another kind of value breaks `rule`.
  private String textOr(Rule rule, String expected) {
    if (in.peek() == '"') {
      return in.string();
    }
    long offset = in.offset();
    String found = in.found();
    in.skipValue();
    throw in.error(rule, offset, expected, found);
  }

  private void data() {
    if (in.peek() != '{') {
      throw in.unexpected("an object as data");
    }
    forgetData();
    in.beginObject();
    for (String key = in.nextKey(); key != null; key = in.nextKey()) {
      in.peek();
      long offset = in.offset();
      switch (key) {
        case "buffer" -> {
          bufferOffset = once(key, bufferOffset, offset);
          buffer();
          bufferEnd = in.offset();
        }
        case "encoding" -> {
          encodingOffset = once(key, encodingOffset, offset);
          encoding = textOr(Rule.ENCODING, "json, base64 or binref");
          if (!ENCODINGS.contains(encoding)) {
            throw in.error(Rule.ENCODING, offset, "json, base64 or binref", "\"%s\"".formatted(encoding));
          }
        }
        case "compression" -> {
          compressionOffset = once(key, compressionOffset, offset);
          compressed = compression(offset);
        }
        default -> throw extra(key, offset, "buffer, encoding and compression only");
      }
    }
    if (encodingOffset == NOWHERE) {
      throw in.error(Rule.ENCODING, dataOffset, "the key \"encoding\" in data", "none");
    }
    require("buffer", bufferOffset, dataOffset);
    if (compressed && encoding.equals("json")) {
      throw in.error(Rule.ENCODING, compressionOffset, "no compression of json", "\"lz4\"");
    }
  }

  /// Of data that is there twice, where that is allowed, nothing of the first counts.
  private void forgetData() {
    bufferOffset = NOWHERE;
    encodingOffset = NOWHERE;
    encoding = "";
    compressionOffset = NOWHERE;
    compressed = false;
  }

  private boolean compression(long offset) {
    if (in.peek() == 'n') {
      in.word("null");
      return false;
    }
    String text = textOr(Rule.ENCODING, "\"lz4\" or null");
    if (!text.equals("lz4")) {
      throw in.error(Rule.ENCODING, offset, "\"lz4\" or null", "\"%s\"".formatted(text));
    }
    return true;
  }

  private void buffer() {
    bufferIsText = false;
    if (in.peek() == '"') {
      bufferIsText = true;
      boolean repeatable = context.options().lastDuplicate();
      decoded = repeatable ? null : decodeNext();
      bufferEscaped = decoded == null && in.skipString();
    } else if (dtypeOffset != NOWHERE
        && (encoding.isEmpty() || encoding.equals("json"))
        && !context.options().lastDuplicate()) {
      // No other dtype and no other buffer can follow.
      elements = readElements();
    } else {
      in.skipValue();
    }
  }

  /// The bytes of the text that comes next, if it can be decoded as it is passed over, which spares reading it twice.
  private @Nullable MemorySegment decodeNext() {
    boolean known = shapeOffset != NOWHERE && dtypeOffset != NOWHERE && !compressed;
    if (!known || encoding.equals("json") || encoding.equals("binref")) {
      return null;
    }
    long count = DeclaredShape.count(shape);
    boolean allowed = count <= limits.maxArrayBytes() / Math.max(wire.byteSize(), target().byteSize());
    return allowed ? Base64Text.decodeNext(in, byteCount(count), () -> allocate(count)) : null;
  }

  // Values.

  /// The elements in the dtype in memory, in native byte order, without repetitions.
  private MemorySegment values() {
    long count = DeclaredShape.count(shape);
    if (encoding.equals("json")) {
      return jsonValues(count);
    }
    if (!bufferIsText) {
      in.seek(bufferOffset);
      throw in.error(Rule.TYPE, bufferOffset, "a text, as the encoding is " + encoding, in.found());
    }
    MemorySegment bytes = encoding.equals("base64") ? base64Values(count) : referencedValues(count);
    WireBytes.toNativeOrder(bytes, wire);
    if (wire == DType.BOOL) {
      ElementCast.normalize(bytes);
    }
    return ElementCast.cast(bytes, wire, target(), in, bufferOffset);
  }

  private MemorySegment jsonValues(long count) {
    Elements read = elements;
    if (read == null) {
      in.seek(bufferOffset);
      read = readElements();
    }
    if (read.size() != count) {
      throw in.error(
          Rule.JSON_COUNT,
          bufferOffset,
          "the elements of shape (%s)".formatted(DeclaredShape.text(shape)),
          "%d elements".formatted(read.size()));
    }
    return read.toSegment();
  }

  private Elements readElements() {
    long expected = shapeOffset == NOWHERE ? 0 : DeclaredShape.count(shape);
    Elements read = Elements.of(in, wire, target(), false, context, expected);
    new NestedList(in, read).read();
    return read;
  }

  private MemorySegment base64Values(long count) {
    if (decoded != null && !compressed) {
      return decoded;
    }
    Base64Text text = new Base64Text(in, bufferOffset + 1, bufferEnd - 1, bufferEscaped);
    long found = text.byteCount();
    if (compressed) {
      MemorySegment frame = WireBytes.allocate(DType.UINT8, found, limits, in, bufferOffset);
      text.decode(frame);
      return unpacked((byte[]) frame.heapBase().orElseThrow(), count, Rule.BASE64_LENGTH);
    }
    if (found != byteCount(count)) {
      text.check();
      throw wrongLength(Rule.BASE64_LENGTH, found);
    }
    MemorySegment bytes = allocate(count);
    text.decode(bytes);
    return bytes;
  }

  private MemorySegment referencedValues(long count) {
    in.seek(bufferOffset);
    ReferencedBytes bytes = ReferencedBytes.find(in.string(), in, bufferOffset, context);
    return compressed
        ? unpacked(bytes.readCompressed(limits), count, Rule.BINREF_LENGTH)
        : bytes.read(byteCount(count), () -> allocate(count));
  }

  private MemorySegment unpacked(byte[] frame, long count, Rule lengthRule) {
    long expected = byteCount(count);
    // More than the frame can unpack to is not allocated; a byte more than none shows that there is too much.
    boolean possible = expected / Lz4Frame.MAX_RATIO <= frame.length;
    MemorySegment bytes = possible ? allocateBytes(count) : MemorySegment.ofArray(new byte[0]);
    byte[] target = (byte[]) bytes.heapBase().orElseThrow();
    long found;
    try {
      found = Lz4Frame.decode(in.place(), frame, target);
    } catch (CorruptDataException e) {
      throw in.error(
          Rule.LZ4, bufferOffset, e.expected() + " at byte %d of the LZ4 frame".formatted(e.offset()), e.found());
    }
    if (found != expected) {
      throw wrongLength(lengthRule, found);
    }
    return bytes;
  }

  private DecodeException wrongLength(Rule rule, long found) {
    return in.error(
        rule,
        bufferOffset,
        "the bytes of %s (%s)".formatted(wire, DeclaredShape.text(shape)),
        "%d bytes".formatted(found));
  }

  /// How many bytes the elements have; more than anything has when they cannot be counted.
  private long byteCount(long count) {
    return count > Long.MAX_VALUE / wire.byteSize() ? Long.MAX_VALUE : count * wire.byteSize();
  }

  /// The declared dtype may take more bytes than the one on the wire.
  private void checkLimit(long count) {
    WireBytes.checkCount(target(), count, limits, in, shapeOffset);
  }

  private MemorySegment allocate(long count) {
    checkLimit(count);
    return WireBytes.allocate(wire, count, limits, in, shapeOffset);
  }

  private MemorySegment allocateBytes(long count) {
    checkLimit(count);
    return WireBytes.allocate(DType.UINT8, byteCount(count), limits, in, shapeOffset);
  }
}
