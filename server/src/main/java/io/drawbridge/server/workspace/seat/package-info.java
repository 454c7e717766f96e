/** The invitations to a seat in a workspace: their rows, their mails, and who may still use one. */
@NullMarked
package io.drawbridge.server.workspace.seat;

import org.jspecify.annotations.NullMarked;
