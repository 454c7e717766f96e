/**
 * The mails that leave on somebody's word: of invitations and additions, how many of them may
 * leave, and who wants none. {@code MailQuota} is asked by every feature that mails one.
 */
@NullMarked
package io.drawbridge.server.invite.mail;

import org.jspecify.annotations.NullMarked;
