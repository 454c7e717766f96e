/** What a person types to find their way in a conversation, and to put one away. */
@NullMarked
package io.drawbridge.client.chat.place;

import org.jspecify.annotations.NullMarked;
