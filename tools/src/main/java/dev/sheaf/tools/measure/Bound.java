package dev.sheaf.tools.measure;

/// What keeps a loader from being faster.
public enum Bound {
  /// The bytes do not come sooner.
  STORAGE("reading the files"),
  /// Values are not made sooner of the bytes.
  DECODE("decoding rows"),
  /// Rows are not put into batches, and handed over, sooner.
  COLLATE("making batches of rows and handing them over"),
  /// Batches are ready before they are wanted.
  CONSUMER("the consumer, for whom batches were ready");

  /// How much faster a part alone may be and still bound the whole: beside the other parts it has less of the machine.
  private static final double NEAR = 1.5;

  private final String words;

  Bound(String words) {
    this.words = words;
  }

  /// What bounds a loader, from how fast its parts are alone: the first, from the storage on, that alone is not much faster
  /// than all together.
  ///
  /// @param storage rows a second that storage alone gives
  /// @param decode rows a second that decoding alone gives, storage with it
  /// @param pipeline rows a second of the whole
  /// @param waitingShare how much of the time the consumer waited, from 0 to 1
  static Bound of(double storage, double decode, double pipeline, double waitingShare) {
    if (waitingShare < 0.05) {
      return CONSUMER;
    }
    if (storage <= NEAR * pipeline) {
      return STORAGE;
    }
    // Where columns are copied as they lie, the whole is faster than rows that are decoded one by one.
    return decode <= NEAR * pipeline && pipeline <= NEAR * decode ? DECODE : COLLATE;
  }

  /// In words: `decoding rows`.
  @Override
  public String toString() {
    return words;
  }
}
