/** Polls: what a message asks, how the votes stand, and who gave which. */
@NullMarked
package io.drawbridge.protocol.poll;

import org.jspecify.annotations.NullMarked;
