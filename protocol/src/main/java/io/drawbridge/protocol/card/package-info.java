/** What people say of themselves to those who share a conversation with them. */
@NullMarked
package io.drawbridge.protocol.card;

import org.jspecify.annotations.NullMarked;
