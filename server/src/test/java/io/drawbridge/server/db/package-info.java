/** Tests of the database layer, and {@code TestDatabase}, the fixture of all database tests. */
@NullMarked
package io.drawbridge.server.db;

import org.jspecify.annotations.NullMarked;
