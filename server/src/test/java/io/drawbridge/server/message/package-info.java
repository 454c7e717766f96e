/** Tests of messages and history. */
@NullMarked
package io.drawbridge.server.message;

import org.jspecify.annotations.NullMarked;
