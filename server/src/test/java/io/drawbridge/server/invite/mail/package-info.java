/** Tests of invitations. */
@NullMarked
package io.drawbridge.server.invite.mail;

import org.jspecify.annotations.NullMarked;
