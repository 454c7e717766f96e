/** Tests of the command table and of what becomes of failures. */
@NullMarked
package io.drawbridge.server.command;

import org.jspecify.annotations.NullMarked;
