/**
 * Groups, threads and DMs: making, finding, showing, naming, closing. One use case a class, each
 * with a {@code handle} for its command; {@code ConversationViewStore} renders a conversation for a
 * reader. Imported by {@code Server} only; others use {@code delivery.ConversationViews}.
 */
@NullMarked
package io.drawbridge.server.conversation;

import org.jspecify.annotations.NullMarked;
