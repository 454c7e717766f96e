/** What a search finds: messages and conversations, with the places in them that were meant. */
@NullMarked
package io.drawbridge.protocol.search;

import org.jspecify.annotations.NullMarked;
