package dev.sheaf.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.array.BoolArray;
import dev.sheaf.array.Float32Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.array.UInt8Array;
import dev.sheaf.schema.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Pictures, read back by the JDK's own reader.
class PictureTest {
  private static BufferedImage image(Picture picture) throws IOException {
    String uri = picture.uri();
    assertTrue(uri.startsWith("data:image/png;base64,"), uri);
    byte[] bytes = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private static NdArray bytes(Shape shape) {
    byte[] elements = new byte[(int) shape.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (byte) i;
    }
    return UInt8Array.ofBits(shape, elements);
  }

  @Test
  void greyBytesAreTones() throws IOException {
    BufferedImage image = image(Picture.of(bytes(Shape.of(8, 16))).orElseThrow());
    assertEquals(16, image.getWidth());
    assertEquals(8, image.getHeight());
    assertEquals(2 * 16 + 5, image.getRaster().getSample(5, 2, 0));
  }

  @Test
  void channelsMayBeLastOrFirst() throws IOException {
    BufferedImage last = image(Picture.of(bytes(Shape.of(8, 9, 3))).orElseThrow());
    assertEquals(0xFF000102, last.getRGB(0, 0));
    BufferedImage first = image(Picture.of(bytes(Shape.of(3, 8, 9))).orElseThrow());
    assertEquals(0xFF000000 | 72 << 8 | 144, first.getRGB(0, 0));
    BufferedImage alpha = image(Picture.of(bytes(Shape.of(8, 8, 4))).orElseThrow());
    assertTrue(alpha.getColorModel().hasAlpha());
  }

  @Test
  void numbersFromZeroToOneAreTonesAndOthersAreStretched() throws IOException {
    float[] unit = new float[64];
    unit[1] = 1;
    unit[2] = 0.5f;
    Picture picture = Picture.of(Float32Array.of(Shape.of(8, 8, 1), unit)).orElseThrow();
    assertEquals("black is 0, white is 1", picture.words());
    assertEquals(255, image(picture).getRaster().getSample(1, 0, 0));
    assertEquals(128, image(picture).getRaster().getSample(2, 0, 0));

    float[] wide = new float[64];
    wide[0] = -10;
    wide[1] = 30;
    Picture stretched = Picture.of(Float32Array.of(Shape.of(8, 8), wide)).orElseThrow();
    assertEquals("black is \u221210, white is 30", stretched.words());
    assertEquals(64, image(stretched).getRaster().getSample(2, 0, 0));
  }

  @Test
  void whatIsNotFiniteIsSeenThrough() throws IOException {
    float[] elements = new float[64];
    elements[3] = Float.NaN;
    Picture picture = Picture.of(Float32Array.of(Shape.of(8, 8), elements)).orElseThrow();
    assertEquals(0, image(picture).getRaster().getSample(3, 0, 1));
    assertEquals(255, image(picture).getRaster().getSample(4, 0, 1));
    assertTrue(picture.words().endsWith("NaN and infinities see-through"), picture.words());
  }

  @Test
  void truthValuesAreBlackAndWhite() throws IOException {
    boolean[] mask = new boolean[64];
    mask[9] = true;
    Picture picture = Picture.of(BoolArray.of(Shape.of(8, 8), mask)).orElseThrow();
    assertEquals(255, image(picture).getRaster().getSample(1, 1, 0));
  }

  @Test
  void largePicturesAreMadeSmaller() throws IOException {
    Picture picture = Picture.of(bytes(Shape.of(300, 128))).orElseThrow();
    assertEquals(100, image(picture).getHeight());
    assertEquals(43, image(picture).getWidth());
    assertEquals("black is 0, white is 255; every 3. pixel", picture.words());
  }

  @Test
  void matricesAndVectorsAreNoPictures() {
    assertEquals(Optional.empty(), Picture.of(bytes(Shape.of(3, 3))));
    assertEquals(Optional.empty(), Picture.of(bytes(Shape.of(64))));
    assertEquals(Optional.empty(), Picture.of(bytes(Shape.of(8, 8, 2))));
    assertEquals(Optional.empty(), Picture.of(bytes(Shape.of(2, 8, 8, 3))));
  }

  @Test
  void filesAreKnownByTheirFirstBytes() {
    assertEquals("PNG", Picture.of(Png.write(1, 1, 1, new byte[1])).orElseThrow().words());
    assertEquals("JPEG", Picture.of(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0}).orElseThrow().words());
    assertEquals("GIF", Picture.of("GIF89a".getBytes(StandardCharsets.ISO_8859_1)).orElseThrow().words());
    assertEquals("WEBP", Picture.of("RIFF1234WEBP".getBytes(StandardCharsets.ISO_8859_1)).orElseThrow().words());
    assertEquals(Optional.empty(), Picture.of("<svg onload=x>".getBytes(StandardCharsets.UTF_8)));
    assertEquals(Optional.empty(), Picture.of(new byte[0]));
  }
}
