/**
 * The parts of a server, each made from the configuration and the parts below it: database,
 * sessions, the {@code Core} of access, delivery and features, doors. Only {@code Server}, the
 * commands of {@code app} and tests use them.
 */
@NullMarked
package io.drawbridge.server.assembly;

import org.jspecify.annotations.NullMarked;
