/// The pages of the checkout for a browser: [Site] writes them.
@NullMarked
package dev.sheaf.site;

import org.jspecify.annotations.NullMarked;
