/** What the terminal client does about polls. Entry point: {@link Polled}. */
@NullMarked
package io.drawbridge.client.chat.poll;

import org.jspecify.annotations.NullMarked;
