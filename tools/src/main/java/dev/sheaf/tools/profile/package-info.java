/// What the values of a dataset are like: counts, ranges, histograms, shapes, samples; seen in one pass.
@NullMarked
package dev.sheaf.tools.profile;

import org.jspecify.annotations.NullMarked;
