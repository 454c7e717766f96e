/** Tests of what is read where mails come back. */
@NullMarked
package io.drawbridge.server.mail.bounce;

import org.jspecify.annotations.NullMarked;
