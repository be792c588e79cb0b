package dev.sheaf.bench;

import dev.sheaf.array.Int64Array;
import dev.sheaf.array.NdArray;
import dev.sheaf.dataset.Dataset;
import dev.sheaf.schema.DType;
import dev.sheaf.schema.Field;
import dev.sheaf.schema.FieldSchema;
import dev.sheaf.schema.FieldType;
import dev.sheaf.schema.RecordSchema;
import dev.sheaf.schema.Shape;
import dev.sheaf.schema.ShapePattern;
import java.util.List;
import java.util.SplittableRandom;

/// Sequences of 1 to 200 int64 tokens below 32,000, as `peers/fairseq2_bench.py` makes them.
final class SequenceSource implements Dataset<NdArray[]> {
  static final int MAX_LENGTH = 200;
  static final Field<Object[], NdArray> TOKENS =
      new Field<>(
          new FieldSchema("tokens", "", new FieldType.ArrayType(DType.INT64, ShapePattern.parse("?"), false)),
          row -> (NdArray) row[0]);
  static final RecordSchema SCHEMA = new RecordSchema("Text", "", false, List.of(TOKENS.schema()));

  private static final int TOKEN_BOUND = 32_000;

  private final Int64Array[] sequences;

  SequenceSource(int count) {
    SplittableRandom random = new SplittableRandom(7);
    sequences = new Int64Array[count];
    for (int i = 0; i < count; i++) {
      long[] tokens = random.longs(random.nextInt(1, MAX_LENGTH + 1), 0, TOKEN_BOUND).toArray();
      sequences[i] = Int64Array.of(Shape.of(tokens.length), tokens);
    }
  }

  /// How long a sequence is.
  int length(int position) {
    return (int) sequences[position].size();
  }

  /// The sum of all tokens.
  long sum() {
    long sum = 0;
    for (Int64Array sequence : sequences) {
      for (long i = 0; i < sequence.size(); i++) {
        sum += sequence.getFlat(i);
      }
    }
    return sum;
  }

  @Override
  public RecordSchema schema() {
    return SCHEMA;
  }

  @Override
  public long size() {
    return sequences.length;
  }

  @Override
  public NdArray[] get(long position) {
    return new NdArray[] {sequences[Math.toIntExact(position)]};
  }

  @Override
  public String fingerprint() {
    return "sequences-" + sequences.length;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
