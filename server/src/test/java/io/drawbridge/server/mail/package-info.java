/** Tests of mails. */
@NullMarked
package io.drawbridge.server.mail;

import org.jspecify.annotations.NullMarked;
