/** The terminal client behind {@code ./drawbridge chat}. Nothing else imports it. */
@NullMarked
package io.drawbridge.client.chat;

import org.jspecify.annotations.NullMarked;
