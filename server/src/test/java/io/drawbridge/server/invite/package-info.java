/** Tests of invitations. */
@NullMarked
package io.drawbridge.server.invite;

import org.jspecify.annotations.NullMarked;
