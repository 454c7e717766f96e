/** What the terminal client does about previews of links. Entry point: {@link Previewed}. */
@NullMarked
package io.drawbridge.client.chat.preview;

import org.jspecify.annotations.NullMarked;
