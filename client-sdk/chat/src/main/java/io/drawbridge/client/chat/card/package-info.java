/**
 * What people say of themselves: {@code Cards} shows it, and sets one's own; {@code Erasing} takes
 * all of it away, for which one says twice that one is {@code Sure}.
 */
@NullMarked
package io.drawbridge.client.chat.card;

import org.jspecify.annotations.NullMarked;
