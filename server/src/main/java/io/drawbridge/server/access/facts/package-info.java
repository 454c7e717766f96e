/**
 * The facts that decisions need: conversations, people, and where a person stands, read from the
 * database or from the view. Only {@code access} decides with them.
 */
@NullMarked
package io.drawbridge.server.access.facts;

import org.jspecify.annotations.NullMarked;
