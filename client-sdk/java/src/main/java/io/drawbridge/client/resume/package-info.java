/**
 * Keeps over restarts how far a client has got. Implement {@link
 * io.drawbridge.client.resume.CursorStore} to keep it elsewhere.
 */
@NullMarked
package io.drawbridge.client.resume;

import org.jspecify.annotations.NullMarked;
