/** Tests of the command table and of what becomes of failures. */
@NullMarked
package io.drawbridge.server.dispatch;

import org.jspecify.annotations.NullMarked;
