/** Tests of the preview, mentions, marks and receipts. */
@NullMarked
package io.drawbridge.server.preview;

import org.jspecify.annotations.NullMarked;
