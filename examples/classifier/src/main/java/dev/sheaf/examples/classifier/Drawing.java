package dev.sheaf.examples.classifier;

import dev.sheaf.dataset.DatasetOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/// Draws a small dataset of digits, and lays it out as TensorFlow Datasets does. A digit stands somewhere in its
/// picture, bright or dim, with noise.
final class Drawing {
  private static final int SIDE = 28;
  private static final int COLUMNS = 5;
  private static final int LINES = 7;

  /// Five columns and seven lines, line by line.
  private static final String[] SHAPES = {
    ".###.#...##..###.#.###..##...#.###.",
    "..#...##....#....#....#....#...###.",
    ".###.#...#....#...#...#...#...#####",
    "####.....#....#.###.....#....#####.",
    "...#...##..#.#.#..#.#####...#....#.",
    "######....####.....#....##...#.###.",
    ".###.#....#....####.#...##...#.###.",
    "#####....#...#...#...#....#....#...",
    ".###.#...##...#.###.#...##...#.###.",
    ".###.#...##...#.####....#....#.###."
  };

  private Drawing() {}

  /// Writes 1,000 digits to train with in two files, 200 others to test with, and what describes them.
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Random random = new Random(42);
    for (String description : List.of("dataset_info.json", "features.json")) {
      try (InputStream resource = Drawing.class.getResourceAsStream(description)) {
        if (resource == null) {
          throw new AssertionError(description + " is among the resources");
        }
        Files.write(folder.resolve(description), resource.readAllBytes());
      }
    }
    DatasetOptions examples = DatasetOptions.DEFAULT.withEncoding("example");
    for (String file : List.of("train.array_record-00000-of-00002", "train.array_record-00001-of-00002")) {
      StoredDigitLoader.saveAll(folder.resolve("digits-" + file), digits(500, random), examples);
    }
    StoredDigitLoader.saveAll(folder.resolve("digits-test.array_record-00000-of-00001"), digits(200, random), examples);
  }

  private static List<StoredDigit> digits(int count, Random random) throws IOException {
    List<StoredDigit> digits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(SHAPES.length);
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(draw(SHAPES[label], random), "png", png);
      digits.add(new StoredDigit(png.toByteArray(), label));
    }
    return digits;
  }

  private static BufferedImage draw(String shape, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    int left = 3 + random.nextInt(5);
    int top = 2 + random.nextInt(4);
    int ink = 150 + random.nextInt(100);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int column = Math.floorDiv(x - left, 3);
        int line = Math.floorDiv(y - top, 3);
        boolean inside = column >= 0 && column < COLUMNS && line >= 0 && line < LINES;
        boolean drawn = inside && shape.charAt(line * COLUMNS + column) == '#';
        image.getRaster().setSample(x, y, 0, random.nextInt(40) + (drawn ? ink - 40 : 0));
      }
    }
    return image;
  }
}
