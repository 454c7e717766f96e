/** Previews of links: what the pages say of themselves to which messages link. */
@NullMarked
package io.drawbridge.protocol.preview;

import org.jspecify.annotations.NullMarked;
