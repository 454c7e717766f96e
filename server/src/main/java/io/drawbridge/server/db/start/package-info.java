/** The checks and migrations of a database before the server uses it. */
@NullMarked
package io.drawbridge.server.db.start;

import org.jspecify.annotations.NullMarked;
