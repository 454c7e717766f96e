/** Tests of the inbox, mentions, marks and receipts. */
@NullMarked
package io.drawbridge.server.inbox;

import org.jspecify.annotations.NullMarked;
