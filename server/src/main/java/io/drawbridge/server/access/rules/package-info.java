/**
 * The rules of access: pure functions over facts, without a database and without a clock. Entry
 * point: {@link AccessRules}. Callers that need a right ask {@code access}. Callers that have read
 * the facts of a decision about their own rows ask here.
 */
@NullMarked
package io.drawbridge.server.access.rules;

import org.jspecify.annotations.NullMarked;
