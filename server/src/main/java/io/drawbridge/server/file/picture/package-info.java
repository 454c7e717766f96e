/**
 * Pictures among files: how large they are, what of their bytes is delivered, and what they look
 * like in small. Entry point: {@link Pictures}. Nothing here trusts what a file says of itself.
 */
@NullMarked
package io.drawbridge.server.file.picture;

import org.jspecify.annotations.NullMarked;
