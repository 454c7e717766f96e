/**
 * Previews of links: which messages want some, the pages behind the links, and what they show.
 * Entry points: {@code PreviewedLanes} and {@code PreviewCommands}. Imported by the assembly alone.
 */
@NullMarked
package io.drawbridge.server.preview;

import org.jspecify.annotations.NullMarked;
