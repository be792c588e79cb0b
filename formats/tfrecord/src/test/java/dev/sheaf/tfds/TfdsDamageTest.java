package dev.sheaf.tfds;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.DataException;
import dev.sheaf.format.FormatOptions;
import dev.sheaf.format.RecordReader;
import dev.sheaf.io.Confinement;
import dev.sheaf.tfds.FeatureTree.Dict;
import dev.sheaf.tfrecord.example.Example;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Damaged records with every kind of feature give values or a typed error, and nothing else.
final class TfdsDamageTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("sheaf.testdata"), "conformance/formats/tfds/data/tfrecord/all_features/1.0.0");

  private final List<FeatureDecoder> decoders = new ArrayList<>();
  private byte[] record = {};

  @BeforeEach
  void readsARecord() {
    FormatOptions options = FormatOptions.DEFAULT;
    Confinement confinement = new Confinement(FOLDER, false);
    Dict features =
        new FeaturesReader(new MetadataFile(FOLDER.resolve(FeaturesReader.FILE), confinement, options)).read();
    features.features().forEach((name, feature) -> decoders.add(FeatureDecoder.of(feature, name, options)));
    TfdsFolder dataset = TfdsFolder.open(FOLDER, options);
    try (RecordReader records = dataset.records(dataset.instructions("train[6:7]"))) {
      record = records.read(0).toArray(ValueLayout.JAVA_BYTE);
    }
    assertTrue(decodes(record), "the sound record");
  }

  /// Whether all features have values.
  private boolean decodes(byte[] message) {
    StoredRecord stored;
    try {
      stored = new StoredRecord(Example.parse(MemorySegment.ofArray(message), "a", 0), "a");
    } catch (DataException _) {
      return false;
    }
    boolean all = true;
    for (FeatureDecoder decoder : decoders) {
      try {
        decoder.decode(stored);
      } catch (DataException e) {
        assertTrue(e.file().startsWith("a"), e::getMessage);
        all = false;
      }
    }
    return all;
  }

  @Test
  void survivesEachFlippedByte() {
    for (int i = 0; i < record.length; i++) {
      byte[] damaged = record.clone();
      damaged[i] ^= (byte) (1 << (i % 8));
      decodes(damaged);
    }
  }

  @Test
  void survivesEachCut() {
    for (int length = 0; length < record.length; length += 7) {
      assertTrue(!decodes(Arrays.copyOf(record, length)), "cut to " + length);
    }
  }

  @Test
  void survivesBytesThatAreReplacedHereAndThere() {
    Random random = new Random(41);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = record.clone();
      for (int k = 0; k < 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      decodes(damaged);
    }
  }
}
