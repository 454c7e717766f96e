/** Does what people type about their own inbox. */
@NullMarked
package io.drawbridge.client.chat.inbox;

import org.jspecify.annotations.NullMarked;
