/** Tests of the terminal client. */
@NullMarked
package io.drawbridge.client.chat;

import org.jspecify.annotations.NullMarked;
