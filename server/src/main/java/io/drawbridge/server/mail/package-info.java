/**
 * Mail as an exit: features put rows into the outbox in their own transactions, and what a letter
 * says is made just before it leaves; by SMTP, or as files when none is configured. Entry points
 * are {@code MailOutbox} and {@code MailExit}. Imports no feature.
 */
@NullMarked
package io.drawbridge.server.mail;

import org.jspecify.annotations.NullMarked;
