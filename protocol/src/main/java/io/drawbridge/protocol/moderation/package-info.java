/** Reports of messages to those who moderate. */
@NullMarked
package io.drawbridge.protocol.moderation;

import org.jspecify.annotations.NullMarked;
