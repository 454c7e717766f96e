/**
 * The example workspace of {@code ./drawbridge demo}, made through the server's own HTTP door with
 * the real commands and mails. {@code Demo} is the entry point; imported by {@code Main}'s commands
 * only.
 */
@NullMarked
package io.drawbridge.server.demo;

import org.jspecify.annotations.NullMarked;
