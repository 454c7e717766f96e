/** The words about what one writes and has not sent. */
@NullMarked
package io.drawbridge.client.chat.writing;

import org.jspecify.annotations.NullMarked;
