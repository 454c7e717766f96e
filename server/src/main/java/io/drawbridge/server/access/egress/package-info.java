/**
 * The last gate: judges each frame and answer, by the tags it carries and the view of that moment,
 * on the event loop that is about to write it. Entry point: {@link EgressGate}.
 */
@NullMarked
package io.drawbridge.server.access.egress;

import org.jspecify.annotations.NullMarked;
