/** The runs about files: one that is large, many at a time, and many small ones under kills. */
@NullMarked
package io.drawbridge.load.files;

import org.jspecify.annotations.NullMarked;
