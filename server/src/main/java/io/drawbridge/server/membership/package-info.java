/**
 * Who is in a conversation: adding, removing, leaving, roles, rosters and paths. Every change goes
 * through {@code delivery.change.Changes}; links are written by {@code access.Memberships} alone.
 * Imported by {@code conversation} and {@code Server}.
 */
@NullMarked
package io.drawbridge.server.membership;

import org.jspecify.annotations.NullMarked;
