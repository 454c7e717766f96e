/**
 * The terminal client behind {@code ./drawbridge chat}: {@link io.drawbridge.client.chat.Main} is
 * the entry point. Nothing else imports it.
 */
@NullMarked
package io.drawbridge.client.chat;

import org.jspecify.annotations.NullMarked;
