/**
 * What the terminal client does about messages that are passed on. Entry point: {@link Passing}.
 */
@NullMarked
package io.drawbridge.client.chat.forward;

import org.jspecify.annotations.NullMarked;
