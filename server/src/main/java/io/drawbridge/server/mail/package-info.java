/**
 * Mails: an outbox that features write in their own transactions, a worker that asks just before
 * sending whether the mail is still wanted, and what it says then; SMTP, or files when none is
 * configured. Entry points are {@code MailOutbox} and {@code MailWorker}. Imports no feature.
 */
@NullMarked
package io.drawbridge.server.mail;

import org.jspecify.annotations.NullMarked;
