package dev.sheaf.examples.scans;

import dev.sheaf.array.Float64Array;
import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.DecodeOptions;
import dev.sheaf.codec.EncodeOptions;
import dev.sheaf.codec.EncodeOptions.Encoding;
import dev.sheaf.codec.WrittenPayload;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.examples.scans.Scan.Edge;
import dev.sheaf.examples.scans.Scan.Feature;
import dev.sheaf.examples.scans.Scan.Hole;
import dev.sheaf.pipeline.DataLoader;
import dev.sheaf.pipeline.Pipeline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Opens indexed JSON Lines, reads records and batches, writes a record and reads it again, and shows what an error says.
///
/// Argument: the index folder that `mvn dataset:index` wrote. What it writes goes beside that folder.
public final class Scans {
  private Scans() {}

  /// Prints a few lines on each.
  public static void main(String[] arguments) {
    Path index = Path.of(arguments[0]);
    try (Dataset<Scan> scans = ScanLoader.open(index)) {
      Scan scan = scans.get(2);
      System.out.printf("%d scans; the third is of %s, with %d points%n", scans.size(), scan.part(), points(scan));
      for (Feature feature : scan.features()) {
        System.out.println("  " + describe(feature));
      }
      batches(scans);
      copy(scan, index.resolveSibling("scan.json"));
    }
    refuse();
  }

  private static long points(Scan scan) {
    return scan.cloud().points().shape().dim(0);
  }

  private static String describe(Feature feature) {
    return switch (feature) {
      case Hole hole -> "a hole of radius " + hole.radius();
      case Edge edge -> "an edge to x = " + edge.ends().get(1, 0);
    };
  }

  private static void batches(Dataset<Scan> scans) {
    Pipeline<ScanBatch> batches = Pipeline.over(scans).batch(2, ScanBatch.collator());
    try (DataLoader<ScanBatch> loader = batches.open()) {
      for (ScanBatch batch : loader) {
        Float64Array confidence = batch.confidence(); // numbers side by side, in native memory
        System.out.printf("  %-24s confidence %s %.2f%n", batch.part(), confidence, confidence.getFlat(0));
      }
    }
  }

  private static void copy(Scan scan, Path file) {
    EncodeOptions options = EncodeOptions.DEFAULT.withEncoding(Encoding.BASE64);
    WrittenPayload written = ScanLoader.save(file, scan, options);
    Scan again = ScanLoader.load(written.file());
    if (!again.cloud().equals(scan.cloud())) {
      throw new AssertionError("what is written is read back bit for bit");
    }
    System.out.printf("%s: %d bytes, %d arrays%n", file.getFileName(), written.bytes(), written.arrays());
  }

  private static void refuse() {
    byte[] json = "{\"part\": \"x\", \"taken\": \"yesterday\"}".getBytes(StandardCharsets.UTF_8);
    try {
      ScanLoader.parse(json, Path.of(""), DecodeOptions.DEFAULT);
      throw new AssertionError("yesterday is no instant");
    } catch (DecodeException e) {
      System.out.printf("%s; in \"taken\": %s%n", e.getMessage(), e.isIn(ScanFields.taken()));
    }
  }
}
