/**
 * A link, the stored edge of who reaches what, and the floor that follows from the links between
 * one person and one conversation. Pure, but for the domain's lock. Imported by everybody above.
 */
@NullMarked
package io.drawbridge.server.access.link;

import org.jspecify.annotations.NullMarked;
