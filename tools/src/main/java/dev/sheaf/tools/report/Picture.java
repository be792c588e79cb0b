package dev.sheaf.tools.report;

import dev.sheaf.array.NdArray;
import dev.sheaf.schema.DType.Kind;
import dev.sheaf.schema.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A value that is a picture.
///
/// @param uri its bytes, as a `data:` URI
/// @param width in pixels of the page; 0 where the bytes themselves say it
/// @param height in pixels of the page
/// @param words what was done to show it
record Picture(String uri, int width, int height, String words) {
  private static final int SIDE = 128;
  private static final int SHOWN = 112;
  private static final int LEAST = 8;

  /// Bytes of a picture file, as their first ones say.
  static Optional<Picture> of(byte[] bytes) {
    return mediaType(bytes)
        .map(type -> new Picture(uri(type, bytes), 0, 0, type.substring("image/".length()).toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> mediaType(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001A\n")) {
      return Optional.of("image/png");
    }
    if (start.startsWith("\u00FF\u00D8\u00FF")) {
      return Optional.of("image/jpeg");
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    }
    return start.startsWith("RIFF") && start.startsWith("WEBP", 8) ? Optional.of("image/webp") : Optional.empty();
  }

  private static String uri(String type, byte[] bytes) {
    return "data:%s;base64,%s".formatted(type, Base64.getEncoder().encodeToString(bytes));
  }

  /// Where the axes of a picture are in an array.
  private record Layout(int height, int width, int channels, boolean channelsFirst) {
    double at(double[] elements, int y, int x, int channel) {
      return elements[
          channelsFirst ? (channel * height + y) * width + x : (y * width + x) * channels + channel];
    }
  }

  /// An array of height and width, with 1, 3 or 4 channels behind or before them.
  static Optional<Picture> of(NdArray array) {
    return layout(array).map(layout -> draw(array, layout));
  }

  private static Optional<Layout> layout(NdArray array) {
    Shape shape = array.shape();
    boolean bytes = array.dtype().kind() == Kind.UNSIGNED && array.dtype().byteSize() == 1;
    if (array.dtype().kind() == Kind.COMPLEX || array.size() == 0) {
      return Optional.empty();
    }
    int least = bytes && shape.rank() == 3 ? 2 : LEAST;
    Optional<Layout> found = Optional.empty();
    if (shape.rank() == 2) {
      found = Optional.of(new Layout((int) shape.dim(0), (int) shape.dim(1), 1, false));
    } else if (shape.rank() == 3 && isChannels(shape.dim(2))) {
      found = Optional.of(new Layout((int) shape.dim(0), (int) shape.dim(1), (int) shape.dim(2), false));
    } else if (shape.rank() == 3 && isChannels(shape.dim(0))) {
      found = Optional.of(new Layout((int) shape.dim(1), (int) shape.dim(2), (int) shape.dim(0), true));
    }
    return found.filter(layout -> layout.height() >= least && layout.width() >= least);
  }

  private static boolean isChannels(long extent) {
    return extent == 1 || extent == 3 || extent == 4;
  }

  private static Picture draw(NdArray array, Layout layout) {
    double[] elements = Elements.of(array);
    Tones tones = Tones.of(array.dtype(), elements);
    int step = Math.max(1, Math.ceilDiv(Math.max(layout.height(), layout.width()), SIDE));
    int height = Math.ceilDiv(layout.height(), step);
    int width = Math.ceilDiv(layout.width(), step);
    boolean seeThrough = layout.channels() != 4 && tones.hasGaps();
    int channels = layout.channels() + (seeThrough ? 1 : 0);
    byte[] samples = new byte[height * width * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean gap = false;
        for (int channel = 0; channel < layout.channels(); channel++) {
          double element = layout.at(elements, y * step, x * step, channel);
          gap |= !Double.isFinite(element);
          samples[at++] = tones.tone(element);
        }
        if (seeThrough) {
          samples[at++] = (byte) (gap ? 0 : 255);
        }
      }
    }
    double scale = (double) SHOWN / Math.max(height, width);
    return new Picture(
        uri("image/png", Png.write(width, height, channels, samples)),
        Math.max(1, (int) Math.round(width * scale)),
        Math.max(1, (int) Math.round(height * scale)),
        "%s%s%s"
            .formatted(
                tones.words(),
                step > 1 ? "; every %d. pixel".formatted(step) : "",
                seeThrough ? "; NaN and infinities see-through" : ""));
  }
}
