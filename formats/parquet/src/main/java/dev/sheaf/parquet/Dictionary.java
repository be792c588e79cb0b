package dev.sheaf.parquet;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/// The values that the pages of a chunk have in common. For any number of threads.
final class Dictionary {
  private final PageValues values;
  /// Texts and their like are made once, however often rows name them.
  private final AtomicReferenceArray<Object> objects;

  Dictionary(PageValues values) {
    this.values = values;
    this.objects = new AtomicReferenceArray<>(values.size());
  }

  PageValues values() {
    return values;
  }

  int size() {
    return values.size();
  }

  /// The object for one of the values, which `make` makes the first time. It must be immutable.
  Object shared(int index, IntFunction<Object> make) {
    Object object = objects.get(index);
    if (object == null) {
      object = make.apply(index);
      objects.set(index, object);
    }
    return object;
  }
}
