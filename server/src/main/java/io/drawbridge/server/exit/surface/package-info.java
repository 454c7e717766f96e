/**
 * The table of output surfaces: every place where data leaves the server. Entry points are {@code
 * Surface} and the annotation {@code LetsOut}, which a test demands of every class that writes to a
 * transport, sends, or writes a file. Imports nothing; imported by all.
 */
@NullMarked
package io.drawbridge.server.exit.surface;

import org.jspecify.annotations.NullMarked;
