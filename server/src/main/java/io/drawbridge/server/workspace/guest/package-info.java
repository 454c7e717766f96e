/**
 * Guests of a workspace: people from outside who are known there and are in no conversation yet
 * (HCL-2). {@link io.drawbridge.server.workspace.guest.Guests} begins and ends them inside the
 * changes of other features; what they are invited by is an invitation of {@code seat}.
 */
@NullMarked
package io.drawbridge.server.workspace.guest;

import org.jspecify.annotations.NullMarked;
