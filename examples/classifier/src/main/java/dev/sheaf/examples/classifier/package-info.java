/// The input of an image classifier: a folder of TensorFlow Datasets, normalised, shuffled and batched, and resumed.
@NullMarked
package dev.sheaf.examples.classifier;

import org.jspecify.annotations.NullMarked;
