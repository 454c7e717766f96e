/**
 * The letters as text: an address, a subject, a body in plain text and HTML. Nothing here sends.
 */
@NullMarked
package io.drawbridge.server.mail.letter;

import org.jspecify.annotations.NullMarked;
