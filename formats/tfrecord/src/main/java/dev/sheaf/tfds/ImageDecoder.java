package dev.sheaf.tfds;

import dev.sheaf.array.NdArray;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.tfds.FeatureTree.Leaf;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Makes arrays of pictures: rows, columns, channels. What a file is shows in its first bytes, whatever the dataset
/// says.
///
/// Greys become as many equal channels as are asked for, and a channel for what is transparent is added or dropped; a
/// picture in colours is not made grey, and one of 16 bits not made one of 8, as that would lose something.
final class ImageDecoder {
  /// Below this nothing is too much.
  private static final long SMALL_BYTES = 64L << 20;

  /// So many that four times as many are still what a Java array holds.
  private static final long MAX_PIXEL_BYTES = 1L << 29;

  private final Leaf leaf;
  private final FormatOptions options;

  ImageDecoder(Leaf leaf, FormatOptions options) {
    this.leaf = leaf;
    this.options = options;
  }

  /// @param place the file, for errors
  /// @param offset where the picture lies there
  NdArray decode(byte[] file, String place, long offset) {
    ImageHeader header = ImageHeader.of(file);
    if (header == null && ImageHeader.isOther(file)) {
      throw new UnsupportedFormatException(place, offset, "a picture in PNG or JPEG", "one of another kind");
    }
    if (header == null) {
      throw new CorruptDataException(
          place, offset, "a whole picture in PNG or JPEG", "%d bytes that are none".formatted(file.length));
    }
    checkSize(header, file.length, place, offset);
    BufferedImage image = read(header, file, place, offset);
    if (image.getWidth() != header.width() || image.getHeight() != header.height()) {
      throw new CorruptDataException(
          place,
          offset,
          "a picture of %d x %d pixels".formatted(header.width(), header.height()),
          "%d x %d".formatted(image.getWidth(), image.getHeight()));
    }
    DType dtype = leaf.dtype().orElseThrow();
    return dtype == DType.FLOAT32 ? floats(image, place, offset) : pixels(image, dtype, place, offset);
  }

  private void checkSize(ImageHeader header, int fileBytes, String place, long offset) {
    long bytes = header.pixelBytes();
    long most = mostBytes();
    if (bytes > most || (bytes > SMALL_BYTES && bytes / fileBytes >= options.maxExpansion())) {
      throw new UnsupportedFormatException(
          place,
          offset,
          "a picture of at most %d bytes that expands at most %d times".formatted(most, options.maxExpansion()),
          "%d x %d pixels, %d bytes, in %d".formatted(header.width(), header.height(), bytes, fileBytes));
    }
  }

  private long mostBytes() {
    return Math.min(options.maxRecordBytes(), MAX_PIXEL_BYTES);
  }

  private static BufferedImage read(ImageHeader header, byte[] file, String place, long offset) {
    if (header.format().equals("jpeg") && header.bytesPerPixel() == 4) {
      throw new UnsupportedFormatException(place, offset, "a JPEG in grey or in colours", "one for print, in CMYK");
    }
    List<String> warnings = new ArrayList<>();
    BufferedImage image = read(header, file, warnings, place, offset);
    for (String warning : warnings) {
      // A decoder that runs out of data makes the rest grey.
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        throw new CorruptDataException(place, offset, "a whole picture", warning);
      }
    }
    return image;
  }

  private static BufferedImage read(
      ImageHeader header, byte[] file, List<String> warnings, String place, long offset) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(header.format()).next();
    try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      // Texts and colour profiles beside the pixels are passed over.
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever their tables lead to.
      throw new CorruptDataException(
          place, offset, "a picture in " + header.format().toUpperCase(Locale.ROOT), String.valueOf(e.getMessage()));
    } finally {
      reader.dispose();
    }
  }

  private NdArray pixels(BufferedImage image, DType dtype, String place, long offset) {
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    int bits = palette ? Byte.SIZE : image.getSampleModel().getSampleSize(0);
    if (bits != dtype.byteSize() * Byte.SIZE) {
      throw new UnsupportedFormatException(
          place, offset, "a picture of %s".formatted(dtype), "one of %d bits in each channel".formatted(bits));
    }
    int found = palette ? paletteChannels((IndexColorModel) image.getColorModel()) : image.getRaster().getNumBands();
    int channels = leaf.shape().get(2) < 0 ? found : Math.toIntExact(Math.min(leaf.shape().get(2), 5));
    Shape shape = Shape.of(image.getHeight(), image.getWidth(), channels);
    if (!fits(shape) || !becomes(found, channels)) {
      throw new CorruptDataException(
          place,
          offset,
          "a picture of the shape " + leaf.shape(),
          Shape.of(image.getHeight(), image.getWidth(), found).toString());
    }
    if (shape.size() > mostBytes() / dtype.byteSize()) {
      throw new UnsupportedFormatException(
          place, offset, "an array of at most %d bytes".formatted(mostBytes()), "%s of %s".formatted(shape, dtype));
    }
    int count = Math.toIntExact(shape.size());
    int[] row = new int[Math.multiplyExact(image.getWidth(), found)];
    byte[] bytes = dtype == DType.UINT8 ? new byte[count] : new byte[0];
    short[] shorts = dtype == DType.UINT8 ? new short[0] : new short[count];
    int opaque = (1 << bits) - 1;
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      readRow(image, y, found, row);
      for (int x = 0; x < image.getWidth(); x++) {
        for (int channel = 0; channel < channels; channel++, at++) {
          int value = channel(row, x * found, found, channel, channels, opaque);
          if (dtype == DType.UINT8) {
            bytes[at] = (byte) value;
          } else {
            shorts[at] = (short) value;
          }
        }
      }
    }
    MemorySegment elements =
        dtype == DType.UINT8 ? MemorySegment.ofArray(bytes) : MemorySegment.ofArray(shorts);
    return NdArray.wrap(dtype, elements, shape);
  }

  private boolean fits(Shape shape) {
    for (int axis = 0; axis < 3; axis++) {
      long dim = leaf.shape().get(axis);
      if (dim >= 0 && dim != shape.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private static int paletteChannels(IndexColorModel palette) {
    if (palette.hasAlpha()) {
      return 4;
    }
    for (int i = 0; i < palette.getMapSize(); i++) {
      if (palette.getRed(i) != palette.getGreen(i) || palette.getRed(i) != palette.getBlue(i)) {
        return 3;
      }
    }
    return 1;
  }

  private static boolean becomes(int found, int channels) {
    return found == channels || (channels > 0 && channels <= 4 && (found <= 2 || channels >= 3));
  }

  private static void readRow(BufferedImage image, int y, int channels, int[] row) {
    Raster raster = image.getRaster();
    if (!(image.getColorModel() instanceof IndexColorModel palette)) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      return;
    }
    for (int x = 0; x < image.getWidth(); x++) {
      int color = palette.getRGB(raster.getSample(x, y, 0));
      for (int channel = 0; channel < channels; channel++) {
        // Red, green and blue are stored below what is not transparent, highest first.
        row[x * channels + channel] = color >>> (channel == 3 ? 24 : 16 - 8 * channel) & 0xff;
      }
    }
  }

  /// The value of one channel of those asked for, out of those found at `at`.
  private static int channel(int[] row, int at, int found, int channel, int channels, int opaque) {
    boolean alpha = channels % 2 == 0 && channel == channels - 1;
    if (alpha) {
      return found % 2 == 0 ? row[at + found - 1] : opaque;
    }
    return row[found <= 2 ? at : at + channel];
  }

  /// Numbers whose four bytes are the four channels of a pixel.
  private NdArray floats(BufferedImage image, String place, long offset) {
    Shape shape = Shape.of(image.getHeight(), image.getWidth(), 1);
    Raster raster = image.getRaster();
    if (raster.getNumBands() != 4 || image.getSampleModel().getSampleSize(0) != Byte.SIZE || !fits(shape)) {
      throw new CorruptDataException(
          place,
          offset,
          "a picture of float32 as four channels, of the shape " + leaf.shape(),
          "%d x %d pixels of %d channels".formatted(image.getHeight(), image.getWidth(), raster.getNumBands()));
    }
    float[] values = new float[Math.toIntExact(shape.size())];
    int[] row = new int[Math.multiplyExact(image.getWidth(), 4)];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      for (int x = 0; x < image.getWidth(); x++) {
        int bits = row[4 * x] | row[4 * x + 1] << 8 | row[4 * x + 2] << 16 | row[4 * x + 3] << 24;
        values[at++] = Float.intBitsToFloat(bits);
      }
    }
    return NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(values), shape);
  }
}
