/// What every format must keep, as tests to inherit, and a file that lies.
@NullMarked
package dev.sheaf.testkit;

import org.jspecify.annotations.NullMarked;
