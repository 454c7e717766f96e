/** What somebody at the terminal is told of, and what they want to hear of. */
@NullMarked
package io.drawbridge.client.chat.notify;

import org.jspecify.annotations.NullMarked;
