/**
 * The rules of access: pure functions over facts, without a database and without a clock. Entry
 * point: {@link AccessRules}. Whoever needs a right asks {@code access}; who has read the facts of
 * a decision about their own rows asks here.
 */
@NullMarked
package io.drawbridge.server.access.rules;

import org.jspecify.annotations.NullMarked;
