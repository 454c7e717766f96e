/**
 * Invitations by address: into conversations, answered by those who own the address. {@code
 * Invitations} is what the features that add and remove people call inside their change.
 */
@NullMarked
package io.drawbridge.server.invite;

import org.jspecify.annotations.NullMarked;
