/**
 * Messages: send, edit, delete, react, pin, and the pages of a conversation's history. {@code
 * MessageCommands} is the entry point. {@code Messages} renders rows for the inbox; nothing else is
 * for other packages.
 */
@NullMarked
package io.drawbridge.server.message;

import org.jspecify.annotations.NullMarked;
