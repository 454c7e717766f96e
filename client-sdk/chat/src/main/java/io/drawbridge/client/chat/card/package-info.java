/** What people say of themselves: {@code Cards} shows it, and sets one's own. */
@NullMarked
package io.drawbridge.client.chat.card;

import org.jspecify.annotations.NullMarked;
