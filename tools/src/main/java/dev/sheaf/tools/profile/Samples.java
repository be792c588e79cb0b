package dev.sheaf.tools.profile;

import dev.sheaf.array.NdArray;
import dev.sheaf.tools.profile.FieldProfile.Sample;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Values of some rows, in memory of their own. For one thread.
final class Samples {
  /// A larger value is left out, so that the memory for samples is bounded.
  private static final long LARGEST = 4 << 20;

  private final List<Sample> kept = new ArrayList<>();
  private int leftOut;

  void add(long row, Object value) {
    boolean fits =
        switch (value) {
          case NdArray array -> array.segment().byteSize() <= LARGEST;
          case byte[] bytes -> bytes.length <= LARGEST;
          case String text -> text.length() <= LARGEST;
          default -> true;
        };
    if (fits) {
      kept.add(new Sample(row, value instanceof NdArray array ? copy(array) : value));
    } else {
      leftOut++;
    }
  }

  /// An array may be a view of memory that is gone with its dataset.
  private static NdArray copy(NdArray array) {
    byte[] bytes = array.segment().toArray(ValueLayout.JAVA_BYTE);
    return NdArray.wrap(array.dtype(), MemorySegment.ofArray(bytes), array.shape());
  }

  List<Sample> kept() {
    return kept;
  }

  int leftOut() {
    return leftOut;
  }
}
