/**
 * Mails that come back: reports of other mail servers that a mail could not be delivered, read from
 * a folder or a mailbox. Entry point is {@code Bounces}.
 */
@NullMarked
package io.drawbridge.server.mail.bounce;

import org.jspecify.annotations.NullMarked;
