/// Messages of the types `tf.train.Example` and `tf.train.SequenceExample`, which most TFRecord files hold: named lists
/// of bytes, floats or integers. Start with [dev.sheaf.tfrecord.example.Example] to look into one,
/// [dev.sheaf.tfrecord.example.ExampleValues] to read many by a schema, and [dev.sheaf.tfrecord.example.ExampleWriter]
/// to write them.
@NullMarked
package dev.sheaf.tfrecord.example;

import org.jspecify.annotations.NullMarked;
