/// What a validation found, in the forms that other programs read; start with [dev.sheaf.tools.check.JUnitReport].
@NullMarked
package dev.sheaf.tools.check;

import org.jspecify.annotations.NullMarked;
