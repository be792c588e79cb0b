package dev.sheaf.tfds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.UnsupportedFormatException;
import dev.sheaf.io.CorruptDataException;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Shape;
import dev.sheaf.tfrecord.example.ExampleWriter;
import java.awt.image.BufferedImage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What pictures become.
final class TfdsImagesTest {
  private static final String ANY_COLOURS = MadeUp.image("uint8", "\"-1\", \"-1\", \"3\"");

  @TempDir Path folder;

  private MadeUp of(String feature, byte[]... pictures) {
    return MadeUp.of(folder, feature, new ExampleWriter().bytes("x", pictures));
  }

  /// Two pixels side by side: red, and half transparent blue where there is transparency.
  private static byte[] png(int type) {
    BufferedImage image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0x800000fe);
    return MadeUp.picture(image, "png");
  }

  private static byte[] grey(int bits, int... values) {
    BufferedImage image =
        new BufferedImage(
            values.length, 1, bits == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, values.length, 1, values);
    return MadeUp.picture(image, "png");
  }

  private static UInt8Array pixels(Shape shape, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return UInt8Array.ofBits(shape, bytes);
  }

  @Test
  void readsColours() {
    UInt8Array expected = pixels(Shape.of(1, 2, 3), 255, 0, 0, 0, 0, 254);
    assertEquals(expected, of(ANY_COLOURS, png(BufferedImage.TYPE_INT_RGB)).value());
    assertEquals(expected, of(ANY_COLOURS, png(BufferedImage.TYPE_3BYTE_BGR)).value());
    // What is transparent is dropped.
    assertEquals(expected, of(ANY_COLOURS, png(BufferedImage.TYPE_INT_ARGB)).value());
  }

  @Test
  void readsAndAddsTransparency() {
    String four = MadeUp.image("uint8", "\"1\", \"2\", \"4\"");
    assertEquals(
        pixels(Shape.of(1, 2, 4), 255, 0, 0, 255, 0, 0, 254, 128),
        of(four, png(BufferedImage.TYPE_INT_ARGB)).value());
    assertEquals(
        pixels(Shape.of(1, 2, 4), 255, 0, 0, 255, 0, 0, 254, 255),
        of(four, png(BufferedImage.TYPE_INT_RGB)).value());
  }

  @Test
  void readsPalettes() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xffff0000);
    image.setRGB(1, 0, 0xff0000ff);
    assertEquals(
        pixels(Shape.of(1, 2, 3), 255, 0, 0, 0, 0, 255), of(ANY_COLOURS, MadeUp.picture(image, "png")).value());
  }

  @Test
  void readsGreysAsAnyNumberOfChannels() {
    byte[] grey = grey(8, 7, 200);
    assertEquals(
        pixels(Shape.of(1, 2, 1), 7, 200), of(MadeUp.image("uint8", "\"-1\", \"-1\", \"1\""), grey).value());
    assertEquals(pixels(Shape.of(1, 2, 3), 7, 7, 7, 200, 200, 200), of(ANY_COLOURS, grey).value());
    assertEquals(
        pixels(Shape.of(1, 2, 4), 7, 7, 7, 255, 200, 200, 200, 255),
        of(MadeUp.image("uint8", "\"-1\", \"-1\", \"4\""), grey).value());
    assertEquals(
        pixels(Shape.of(1, 2, 1), 7, 200), of(MadeUp.image("uint8", "\"-1\", \"-1\", \"-1\""), grey).value());
  }

  @Test
  void readsSixteenBits() {
    String sixteen = MadeUp.image("uint16", "\"-1\", \"-1\", \"1\"");
    assertEquals(
        NdArray.wrap(DType.UINT16, MemorySegment.ofArray(new short[] {1, (short) 65535}), Shape.of(1, 2, 1)),
        of(sixteen, grey(16, 1, 65535)).value());
    MadeUp eight = of(sixteen, grey(8, 1));
    assertThrows(UnsupportedFormatException.class, eight::value);
    MadeUp lossy = of(ANY_COLOURS, grey(16, 1));
    assertThrows(UnsupportedFormatException.class, lossy::value);
  }

  @Test
  void readsFloatsOutOfFourChannels() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
    int bits = Float.floatToIntBits(-1.5f);
    image.getRaster().setPixel(0, 0, new int[] {bits & 0xff, bits >>> 8 & 0xff, bits >>> 16 & 0xff, bits >>> 24});
    String depth = MadeUp.image("float32", "\"-1\", \"-1\", \"1\"");
    assertEquals(
        NdArray.wrap(DType.FLOAT32, MemorySegment.ofArray(new float[] {-1.5f}), Shape.of(1, 1, 1)),
        of(depth, MadeUp.picture(image, "png")).value());
    MadeUp three = of(depth, png(BufferedImage.TYPE_INT_RGB));
    assertThrows(CorruptDataException.class, three::value);
  }

  @Test
  void readsJpegs() {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 16; x++) {
      for (int y = 0; y < 8; y++) {
        image.setRGB(x, y, 0x00c08040);
      }
    }
    byte[] jpeg = MadeUp.picture(image, "jpg");
    UInt8Array found = assertInstanceOf(UInt8Array.class, of(ANY_COLOURS, jpeg).value());
    assertEquals(Shape.of(8, 16, 3), found.shape());
    int[] expected = {0xc0, 0x80, 0x40};
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(expected[channel], found.get(4, 4, channel), 3);
    }
    for (int length = 0; length < jpeg.length; length++) {
      MadeUp cut = of(ANY_COLOURS, Arrays.copyOf(jpeg, length));
      assertThrows(CorruptDataException.class, cut::value, "cut to " + length);
    }
  }

  @Test
  void saysThatOtherKindsOfPicturesAreNotRead() {
    MadeUp gif = of(ANY_COLOURS, MadeUp.picture(new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB), "gif"));
    assertThrows(UnsupportedFormatException.class, gif::value);
    MadeUp bmp = of(ANY_COLOURS, MadeUp.picture(new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB), "bmp"));
    assertThrows(UnsupportedFormatException.class, bmp::value);
    MadeUp nothing = of(ANY_COLOURS, new byte[0]);
    assertThrows(CorruptDataException.class, nothing::value);
  }

  @Test
  void refusesAShapeThatIsNotThePictures() {
    for (String shape : List.of("\"2\", \"2\", \"3\"", "\"1\", \"1\", \"3\"", "\"-1\", \"-1\", \"1\"")) {
      MadeUp made = of(MadeUp.image("uint8", shape), png(BufferedImage.TYPE_INT_RGB));
      CorruptDataException error = assertThrows(CorruptDataException.class, made::value, shape);
      assertTrue(String.valueOf(error.getMessage()).contains("(1, 2, 3)"), error::getMessage);
    }
  }

  @Test
  void readsRightPixelsOrRefusesWhateverByteIsDamaged() {
    byte[] png = png(BufferedImage.TYPE_INT_RGB);
    UInt8Array expected = pixels(Shape.of(1, 2, 3), 255, 0, 0, 0, 0, 254);
    for (int i = 0; i < png.length; i++) {
      byte[] damaged = png.clone();
      damaged[i] ^= 0x41;
      MadeUp made = of(ANY_COLOURS, damaged);
      try {
        assertEquals(expected, made.value(), "byte " + i);
      } catch (DataException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("\"x\""), e::getMessage);
      }
      MadeUp cut = of(ANY_COLOURS, Arrays.copyOf(png, i));
      assertThrows(CorruptDataException.class, cut::value, "cut to " + i);
    }
  }

  /// A head that is right in itself takes no memory by what it says.
  @Test
  void boundsTheSizeThatAHeadClaims() {
    byte[] png = png(BufferedImage.TYPE_INT_RGB);
    for (int[] size : new int[][] {{1 << 30, 1 << 30}, {Integer.MAX_VALUE, 1}, {20_000, 20_000}, {0, 1}, {-1, 1}}) {
      ByteBuffer claimed = ByteBuffer.wrap(png.clone());
      claimed.putInt(16, size[0]).putInt(20, size[1]);
      CRC32 crc = new CRC32();
      crc.update(claimed.array(), 12, 17);
      claimed.putInt(29, (int) crc.getValue());
      MadeUp made = of(ANY_COLOURS, claimed.array());
      assertThrows(DataException.class, made::value, Arrays.toString(size));
    }
    MadeUp small = of(ANY_COLOURS, png);
    assertThrows(UnsupportedFormatException.class, () -> small.value(FormatOptions.DEFAULT.withMaxRecordBytes(5)));
  }

  @Test
  void stacksPicturesOfOneShapeAndListsOthers() {
    byte[] picture = png(BufferedImage.TYPE_INT_RGB);
    String same = MadeUp.sequence(MadeUp.image("uint8", "\"1\", \"2\", \"3\""));
    assertEquals(
        pixels(Shape.of(2, 1, 2, 3), 255, 0, 0, 0, 0, 254, 255, 0, 0, 0, 0, 254),
        of(same, picture, picture).value());
    assertEquals(pixels(Shape.of(0, 1, 2, 3)), of(same).value());
    List<?> list = assertInstanceOf(List.class, of(MadeUp.sequence(ANY_COLOURS), picture, grey(8, 1)).value());
    assertEquals(pixels(Shape.of(1, 1, 3), 1, 1, 1), list.get(1));
    String video =
        """
        {"pythonClassName": "a.b.Video",
         "video": {"dtype": "uint8", "shape": {"dimensions": ["-1", "1", "2", "3"]}}}
        """;
    assertEquals(Shape.of(1, 1, 2, 3), ((NdArray) of(video, picture).value()).shape());
  }
}
