/**
 * The only place that knows JDBC: pool, migrations, embedded PostgreSQL, clock and ids. Imports
 * nothing of the server; everything may import it.
 */
@NullMarked
package io.drawbridge.server.db;

import org.jspecify.annotations.NullMarked;
