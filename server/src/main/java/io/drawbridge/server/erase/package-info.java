/**
 * Erasing people: what a workspace knows of somebody who is no member of it. {@code ErasePerson}
 * makes it, part by part; {@code PreviewErasure} tells before.
 */
@NullMarked
package io.drawbridge.server.erase;

import org.jspecify.annotations.NullMarked;
