/**
 * Commits content: what waits in a lane goes into one transaction. Entry point {@code WriterLanes}.
 * Imported by features.
 */
@NullMarked
package io.drawbridge.server.delivery.append;

import org.jspecify.annotations.NullMarked;
