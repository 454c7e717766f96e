/** Tests of the poll, mentions, marks and receipts. */
@NullMarked
package io.drawbridge.server.poll;

import org.jspecify.annotations.NullMarked;
