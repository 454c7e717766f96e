/**
 * Whom people blocked: what that keeps from them is asked where it would reach them, by {@code
 * Blocks} or by the SQL function of the same word. {@code BlockCommands} is the entry point.
 */
@NullMarked
package io.drawbridge.server.block;

import org.jspecify.annotations.NullMarked;
