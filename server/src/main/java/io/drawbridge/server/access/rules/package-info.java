/**
 * The rules of access: pure functions over facts, without a database and without a clock. Entry
 * point: {@link AccessRules}. Only {@code access} decides with them.
 */
@NullMarked
package io.drawbridge.server.access.rules;

import org.jspecify.annotations.NullMarked;
