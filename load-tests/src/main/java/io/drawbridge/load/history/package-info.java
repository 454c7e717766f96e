/**
 * Random histories: links, groups in threads, exclusions, windows, expiry, sends, removals and
 * re-adds through the wire, held against a small model of who may see what. Entry point: {@link
 * io.drawbridge.load.history.Histories}.
 */
@NullMarked
package io.drawbridge.load.history;

import org.jspecify.annotations.NullMarked;
