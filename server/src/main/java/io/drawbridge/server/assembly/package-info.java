/**
 * The parts of a server, each made from the configuration and the parts below it: database, access,
 * session, delivery, features, mails, doors. Only {@code Server} and the commands of {@code app}
 * use them.
 */
@NullMarked
package io.drawbridge.server.assembly;

import org.jspecify.annotations.NullMarked;
