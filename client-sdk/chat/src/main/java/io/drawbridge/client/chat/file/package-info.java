/** Files in the terminal: listed, sent, saved. Entry point: {@link Filed}. */
@NullMarked
package io.drawbridge.client.chat.file;

import org.jspecify.annotations.NullMarked;
