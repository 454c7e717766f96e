/**
 * Whole databases, table by table, as PostgreSQL copies them: {@code Snapshot} reads all of one
 * moment, {@code Load} writes all in one transaction. Imported by {@code backup}.
 */
@NullMarked
package io.drawbridge.server.db.copy;

import org.jspecify.annotations.NullMarked;
