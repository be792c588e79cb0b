package dev.sheaf.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sheaf.array.Float32Array;
import dev.sheaf.array.Float64Array;
import dev.sheaf.array.Int16Array;
import dev.sheaf.array.Int32Array;
import dev.sheaf.array.Int64Array;
import dev.sheaf.array.UInt16Array;
import dev.sheaf.schema.Shape;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that another library wrote.
class JhdfComparisonTest {
  @Test
  void readsWhatJhdfWrites(@TempDir Path folder) {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int[][] integers = new int[7][5];
    double[] doubles = random.doubles(1000).toArray();
    for (int[] row : integers) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextInt();
      }
    }
    float[][] floats = new float[40][30];
    for (float[] row : floats) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextInt(10) / 4f;
      }
    }
    Path path = folder.resolve("written.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("integers", integers);
      file.putDataset("longs", new long[] {1, -1, Long.MIN_VALUE});
      WritableGroup group = file.putGroup("group");
      group.putDataset("doubles", doubles);
      group.putDataset("shorts", new short[] {-1, 2}, DatasetCreationOptions.builder().unsigned().build());
      group.putDataset(
          "floats", floats, DatasetCreationOptions.builder().chunkDimensions(16, 8).shuffle().deflate().build());
      group.putAttribute("number", 5);
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertEquals(Int32Array.of(Shape.of(7, 5), flat(integers)), file.dataset("integers").array());
      assertEquals(Int64Array.of(Shape.of(3), 1, -1, Long.MIN_VALUE), file.dataset("longs").array());
      assertEquals(Float64Array.of(Shape.of(1000), doubles), file.dataset("group/doubles").array());
      UInt16Array shorts = (UInt16Array) file.dataset("group/shorts").array();
      assertEquals(Int32Array.of(Shape.of(2), 65_535, 2), shorts.convertExactly(Int32Array.class));
      Float32Array read = (Float32Array) file.dataset("group/floats").array();
      for (int i = 0; i < 40; i++) {
        for (int j = 0; j < 30; j++) {
          assertEquals(floats[i][j], read.get(i, j));
        }
      }
      Hdf5Attribute number = assertInstanceOf(Hdf5Attribute.class, file.attributes("group").get("number"));
      assertEquals(5, Values.scalar(assertInstanceOf(Hdf5Value.Numbers.class, number.value()).array()));
    }
  }

  /// jhdf verifies no checksums, and lists no group with a virtual dataset: compared is what it can read.
  @Test
  void readsWhatJhdfReads() {
    for (String name : new String[] {"layouts-earliest.h5", "layouts-latest.h5"}) {
      Path path = Files5.conformance(name);
      try (HdfFile theirs = new HdfFile(path);
          Hdf5File ours = Hdf5File.open(path)) {
        for (String dataset : new String[] {"contiguous", "chunked", "gzip_shuffle", "chunked_one"}) {
          float[][] expected = (float[][]) theirs.getDatasetByPath(dataset).getData();
          Float32Array found = (Float32Array) ours.dataset(dataset).array();
          for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
              assertEquals(expected[i][j], found.get(i, j), "%s %s".formatted(name, dataset));
            }
          }
        }
        short[] expected = (short[]) theirs.getDatasetByPath("chunked_1d_long").getData();
        assertEquals(Int16Array.of(Shape.of(expected.length), expected), ours.dataset("chunked_1d_long").array());
      }
    }
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }
}
