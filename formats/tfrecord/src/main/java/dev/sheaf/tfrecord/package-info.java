/// Reads and writes TFRecord files and tf.train.Example messages, and reads folders of TensorFlow Datasets.
@NullMarked
package dev.sheaf.tfrecord;

import org.jspecify.annotations.NullMarked;
