/** Tests of the doors: a real edge with a tiny command table, and real sockets. */
@NullMarked
package io.drawbridge.server.edge;

import org.jspecify.annotations.NullMarked;
