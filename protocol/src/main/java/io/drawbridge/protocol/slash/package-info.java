/** Slash commands: what is said about one. */
@NullMarked
package io.drawbridge.protocol.slash;

import org.jspecify.annotations.NullMarked;
