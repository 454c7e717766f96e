/**
 * Runs the processes that a run needs: the server as a child process, a mail server that keeps the
 * links, bare sockets that count frames. Every address is loopback.
 */
@NullMarked
package io.drawbridge.load.driver;

import org.jspecify.annotations.NullMarked;
