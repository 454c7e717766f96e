/** What people make of their own inbox. */
@NullMarked
package io.drawbridge.protocol.inbox;

import org.jspecify.annotations.NullMarked;
