/** Devices that are pushed to, in the terminal. */
@NullMarked
package io.drawbridge.client.chat.push;

import org.jspecify.annotations.NullMarked;
