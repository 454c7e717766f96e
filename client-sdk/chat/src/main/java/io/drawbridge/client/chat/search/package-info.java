/** Shows what a search found as lines. */
@NullMarked
package io.drawbridge.client.chat.search;

import org.jspecify.annotations.NullMarked;
