/**
 * Judges what was committed: reads a conversation's events behind its cursor, asks the rule what
 * each of them means for each person concerned, and writes the notices with the cursor in one
 * transaction. Entry points are {@code Judging}, which hears of commits, and {@code NoticeTrim}.
 */
@NullMarked
package io.drawbridge.server.notify.judge;

import org.jspecify.annotations.NullMarked;
