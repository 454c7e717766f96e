/** Tests of whom a mention of a group names. */
@NullMarked
package io.drawbridge.server.mention;

import org.jspecify.annotations.NullMarked;
