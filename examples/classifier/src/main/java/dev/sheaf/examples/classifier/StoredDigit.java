package dev.sheaf.examples.classifier;

import dev.sheaf.schema.SchemaRecord;

/// A digit as it lies in the files of the dataset: a `tf.train.Example` with a PNG in it.
@SchemaRecord
@SuppressWarnings("ArrayRecordComponent") // Written, and compared by nobody.
record StoredDigit(byte[] image, long label) {}
