/** Files: what is said about one, its versions, and what their names may be. */
@NullMarked
package io.drawbridge.protocol.file;

import org.jspecify.annotations.NullMarked;
