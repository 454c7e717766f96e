/** Mentions of groups, and of everybody in a conversation: whom they name (D4, HCL-30). */
@NullMarked
package io.drawbridge.server.mention;

import org.jspecify.annotations.NullMarked;
