package dev.sheaf.codec;

import dev.sheaf.bytes.ByteSink;
import dev.sheaf.bytes.Lz4FrameWriter;
import dev.sheaf.codec.EncodeOptions.Compression;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import java.lang.foreign.MemorySegment;

/// Writes one array as an object, which [EncodedArray] reads:
///
/// ```text
/// {"object_type":"array","shape":[2,3],"dtype":"float32",
///  "data":{"buffer":...,"encoding":"json" | "base64" | "binref"[,"compression":"lz4"]}}
/// ```
final class ArrayWriter {
  private final JsonWriter out;
  private final EncodeContext context;
  private final EncodeOptions options;

  ArrayWriter(JsonWriter out, EncodeContext context) {
    this.out = out;
    this.context = context;
    this.options = context.options();
  }

  /// Writes an array.
  ///
  /// @param values its elements: dense, row-major, in native byte order
  void write(DType dtype, Shape shape, MemorySegment values) {
    out.beginObject();
    out.key("object_type");
    out.string("array");
    out.key("shape");
    out.beginList();
    for (int axis = 0; axis < shape.rank(); axis++) {
      out.integer(shape.dim(axis));
    }
    out.endList();
    out.key("dtype");
    out.string(dtype.wireName());
    out.key("data");
    out.beginObject();
    out.key("buffer");
    switch (options.encoding()) {
      case JSON -> new JsonElements(out, dtype, shape, values, options.nonFiniteAsNull()).write();
      case BASE64 -> {
        Base64Output text = context.base64(out);
        text.begin();
        writeBytes(dtype, values, text);
        text.end();
      }
      case BINREF -> {
        boolean sized = options.compression() != Compression.NONE;
        out.string(context.binaries().append(sink -> writeBytes(dtype, values, sink), sized));
      }
    }
    out.key("encoding");
    out.string(options.encoding().wireName());
    if (options.compression() == Compression.LZ4) {
      out.key("compression");
      out.string("lz4");
    }
    out.endObject();
    out.endObject();
    context.countArray();
  }

  private void writeBytes(DType dtype, MemorySegment values, ByteSink sink) {
    switch (options.compression()) {
      case NONE -> context.wire().write(dtype, values, sink);
      case LZ4 -> {
        Lz4FrameWriter frame = context.lz4();
        frame.begin(values.byteSize(), sink);
        context.wire().write(dtype, values, frame);
        frame.end();
      }
    }
  }
}
