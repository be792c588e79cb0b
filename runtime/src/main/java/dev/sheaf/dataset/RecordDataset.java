package dev.sheaf.dataset;

import dev.sheaf.codec.DecodeException;
import dev.sheaf.codec.RecordCodec;
import dev.sheaf.codec.RecordEncoding;
import dev.sheaf.format.RecordReader;
import dev.sheaf.schema.RecordSchema;

/// Rows whose bytes lie in files of records.
class RecordDataset<R> implements Dataset<R> {
  final Shards shards;
  private final RecordCodec<R> codec;
  private final RecordEncoding.Decoder<R> decoder;
  private final String fingerprint;

  RecordDataset(Shards shards, RecordCodec<R> codec, RecordEncoding encoding) {
    this.shards = shards;
    this.codec = codec;
    this.decoder = encoding.decoder(codec);
    this.fingerprint =
        shards.fingerprint("records").add(codec.schema().fingerprint()).add(encoding.name()).hex();
  }

  @Override
  public final RecordSchema schema() {
    return codec.schema();
  }

  @Override
  public final long size() {
    return shards.size();
  }

  @Override
  public final R get(long position) {
    int index = shards.shardOf(position);
    Shards.Shard shard = shards.shard(index);
    long record = shards.rowIn(index, position);
    try {
      return shards.look(
          index, () -> decoder.read(((RecordReader) shard.rows()).read(record), shard.context().forRecord(record)));
    } catch (DecodeException e) {
      throw e.inRecord(position);
    }
  }

  @Override
  public final Footprint footprint() {
    return Footprint.of(schema(), shards.seen());
  }

  @Override
  public final String fingerprint() {
    return fingerprint;
  }

  @Override
  public final void close() {
    shards.close();
  }
}
