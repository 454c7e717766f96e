/**
 * Uploads, from the first byte until a message carries them. Entry point: {@link Uploads}, which
 * the door writes into.
 */
@NullMarked
package io.drawbridge.server.file.upload;

import org.jspecify.annotations.NullMarked;
