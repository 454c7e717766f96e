/**
 * Decides which conversations a session gets in full, and catches it up after a reconnect:
 * interest, follow and resume. {@code ResumeCommands} is the entry point. Not imported by other
 * features.
 */
@NullMarked
package io.drawbridge.server.resume;

import org.jspecify.annotations.NullMarked;
