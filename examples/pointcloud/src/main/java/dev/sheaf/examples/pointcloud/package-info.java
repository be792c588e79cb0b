/// Clouds of points of different sizes, as the buffers that a simulation takes.
@NullMarked
package dev.sheaf.examples.pointcloud;

import org.jspecify.annotations.NullMarked;
