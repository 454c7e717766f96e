/**
 * The decision what an event means for a person: {@code NoticeRule}, {@code QuietTime} and {@code
 * Keyword}. Pure functions of what they are given; nothing here reads or writes.
 */
@NullMarked
package io.drawbridge.server.notify.rule;

import org.jspecify.annotations.NullMarked;
