/**
 * The PostgreSQL that the server starts for itself: its folder, its password, its process, and the
 * care for what a killed run left. Entry point: {@link PrivatePostgres}.
 */
@NullMarked
package io.drawbridge.server.db.embedded;

import org.jspecify.annotations.NullMarked;
