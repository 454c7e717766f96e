/**
 * Drafts: rows of {@code draft}, one a person and conversation, told to their own devices alone.
 */
@NullMarked
package io.drawbridge.server.writing.draft;

import org.jspecify.annotations.NullMarked;
