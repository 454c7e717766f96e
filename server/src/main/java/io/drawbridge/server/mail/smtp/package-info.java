/** The ways a letter leaves: an SMTP server, or a folder of files. Entry point: {@link Mailer}. */
@NullMarked
package io.drawbridge.server.mail.smtp;

import org.jspecify.annotations.NullMarked;
