package dev.sheaf.checkpoint;

/// Where a consumer had got to: enough to go on exactly there, in another process and on any number of threads.
///
/// @param schema fingerprint of the row's schema
/// @param dataset fingerprint of the dataset
/// @param plan the pipeline's order in words, such as `shuffle(42).shard(0, 2).batch(4)`
/// @param epoch which pass over the dataset, from 0
/// @param position how many batches of that pass the consumer had received
public record Checkpoint(String schema, String dataset, String plan, long epoch, long position) {}
