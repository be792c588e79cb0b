/// Reads datasets as TensorFlow Datasets prepares them: folders with `dataset_info.json`, `features.json` and files of
/// `tf.train.Example` messages. Start with [dev.sheaf.tfds.TfdsFolder], or name the folder wherever a dataset's files
/// are asked for.
@NullMarked
package dev.sheaf.tfds;

import org.jspecify.annotations.NullMarked;
