/** Tests of bots against the scripted server. */
@NullMarked
package io.drawbridge.client.bot;

import org.jspecify.annotations.NullMarked;
