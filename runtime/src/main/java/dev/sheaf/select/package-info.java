/// What is selected from values made of maps, lists and records; start with [dev.sheaf.select.Selector].
@NullMarked
package dev.sheaf.select;

import org.jspecify.annotations.NullMarked;
