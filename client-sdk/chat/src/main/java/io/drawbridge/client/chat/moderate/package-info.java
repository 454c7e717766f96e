/** Whom somebody blocked, and what was reported to those who moderate. */
@NullMarked
package io.drawbridge.client.chat.moderate;

import org.jspecify.annotations.NullMarked;
