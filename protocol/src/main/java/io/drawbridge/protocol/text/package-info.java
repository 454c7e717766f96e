/**
 * Reads what texts mean beyond their characters: whom they mention, what is visible, which
 * characters are one emoji, and what counts as the same when people search. Used by both sides.
 */
@NullMarked
package io.drawbridge.protocol.text;

import org.jspecify.annotations.NullMarked;
