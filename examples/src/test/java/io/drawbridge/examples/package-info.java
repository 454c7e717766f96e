/** Runs the example bots against a real server. */
@NullMarked
package io.drawbridge.examples;

import org.jspecify.annotations.NullMarked;
