/// A service that checks requests with the record that its model was trained with.
@NullMarked
package dev.sheaf.examples.service;

import org.jspecify.annotations.NullMarked;
