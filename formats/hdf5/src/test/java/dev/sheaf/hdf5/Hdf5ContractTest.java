package dev.sheaf.hdf5;

import dev.sheaf.format.RecordFormat;
import dev.sheaf.testkit.Sample;
import dev.sheaf.testkit.TableFormatContract;
import java.util.Map;
import java.util.stream.IntStream;

class Hdf5ContractTest extends TableFormatContract {
  @Override
  public RecordFormat format() {
    return new Hdf5Format();
  }

  @Override
  public Sample sample(int rows) {
    return Sample.ofRows(
        "sample.h5",
        Files5.bytes("contract-%d.h5".formatted(rows)),
        IntStream.range(0, rows).mapToObj(i -> Map.of("number", i * 1000 - 3, "text", "t" + i)).toList());
  }

  @Override
  public int rows() {
    return 12;
  }

  @Override
  public boolean checksums() {
    return true;
  }
}
